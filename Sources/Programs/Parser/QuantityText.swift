// SPDX-License-Identifier: Apache-2.0
import Anatomy

/// Reads `40 Hz`, `$work`, `$work + 5 Hz` and `25 Hz to 40 Hz`.
struct QuantityText {
  let text: String
  let range: SourceRange

  /// Both sides of ` to `, or the whole text alone.
  func sides() -> [QuantityText] {
    let bytes = text.utf8
    var word: UInt32 = 0
    var isASCII = true
    for (offset, byte) in bytes.enumerated() {
      if byte >= 0x80 { isASCII = false }
      word = word << 8 | UInt32(byte)
      // " to " as four bytes.
      guard word == 0x2074_6F20 else { continue }
      return [part(0, offset - 3, isASCII), part(offset + 1, bytes.count, isASCII)]
    }
    guard let first = bytes.first, let last = bytes.last, first > 0x20, last > 0x20, isASCII else {
      return [part(0, bytes.count, isASCII)]
    }
    return [self]
  }

  /// A part of the text without the blanks around it, by its bytes.
  private func part(_ from: Int, _ to: Int, _ isASCII: Bool) -> QuantityText {
    let bytes = text.utf8
    let start = bytes.index(bytes.startIndex, offsetBy: from)
    let end = bytes.index(bytes.startIndex, offsetBy: to)
    guard isASCII, bytes[start..<end].allSatisfy({ $0 < 0x80 }) else {
      let scalars = Array(text.unicodeScalars)
      let before = text.unicodeScalars[..<start].count
      return part(scalars, before, before + text.unicodeScalars[start..<end].count)
    }
    var rest = text[start..<end]
    while let last = rest.unicodeScalars.last, last.isBlank { rest.unicodeScalars.removeLast() }
    while let first = rest.unicodeScalars.first, first.isBlank { rest.unicodeScalars.removeFirst() }
    let column = bytes.distance(from: bytes.startIndex, to: rest.startIndex)
    return QuantityText(
      text: String(rest),
      range: SourceRange(
        line: range.line, column: range.column + column, length: max(1, rest.utf8.count)))
  }

  private func part(_ scalars: [Unicode.Scalar], _ from: Int, _ to: Int) -> QuantityText {
    var from = from
    var to = to
    while from < to, scalars[from].isBlank { from += 1 }
    while to > from, scalars[to - 1].isBlank { to -= 1 }
    var string = String.UnicodeScalarView()
    string.append(contentsOf: scalars[from..<to])
    return QuantityText(
      text: String(string),
      range: SourceRange(
        line: range.line, column: range.column + from, length: max(1, to - from)))
  }

  /// The first word and what follows the blanks behind it; nil where nothing does.
  func firstWord() -> (word: String, rest: QuantityText)? {
    let scalars = Array(text.unicodeScalars)
    guard let blank = scalars.firstIndex(where: { $0.isBlank }) else { return nil }
    let rest = part(scalars, blank, scalars.count)
    return rest.text.isEmpty ? nil : (part(scalars, 0, blank).text, rest)
  }

  /// Whether it computes something, rather than saying a quantity or naming a parameter.
  var isExpression: Bool {
    if text == "t" || text == "pi" { return true }
    var before: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar {
      case "+", "*", "/", "×", "·", "÷", "(", ")", "$":
        if before != nil { return true }
      case "-", "−":
        if before?.isBlank == true { return true }
      default: break
      }
      before = scalar
    }
    return false
  }

  /// A quantity, the name of a parameter or an expression; nil takes any dimension.
  func amount(_ dimension: QuantityUnit.Dimension?, zeroAllowed: Bool) -> Result<
    Located<Amount>, Problem
  > {
    if isExpression {
      return Formula.read(text, range).map { Located(.expression($0), range) }
    }
    if text.first == "$" {
      let name = String(text.dropFirst())
      guard Self.isName(name) else {
        return .failure(
          Problem(
            .unknownParameter, range, "'\(text)' is no parameter",
            hint: "A name is a letter and then letters, digits or dashes, as in $work."))
      }
      return .success(Located(.parameter(name), range))
    }
    return quantity(dimension, zeroAllowed: zeroAllowed).map { Located(.quantity($0), range) }
  }

  func quantity(_ dimension: QuantityUnit.Dimension?, zeroAllowed: Bool) -> Result<
    Quantity, Problem
  > {
    if let usual, usual.value > 0, dimension == nil || usual.unit.dimension == dimension,
      usual.standardValue <= Self.largest(usual.unit)
    {
      return .success(usual)
    }
    let example = dimension?.example ?? "40 Hz, 1.5 mm, 60 % or 90 s"
    let sign = text.first.map { "-+−".contains($0) } == true
    let body = sign ? text.dropFirst() : text[...]
    let digits = body.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let rest = body.dropFirst(digits.count)
    guard let value = Self.number(digits), !Self.isExponent(rest), text.first != "+" else {
      if digits.utf8.count > 15 {
        return .failure(
          Problem(
            .notANumber, range,
            "a number of \(digits.utf8.count) characters is too long; 15 are the most"))
      }
      return .failure(
        Problem(
          .notANumber, range, "'\(text)' is no number with a unit",
          hint: "Write it as in \(example).")
      )
    }
    let unitText = String(rest.drop { $0 == " " || $0 == "\t" })
    if unitText.isEmpty, dimension == nil || dimension == .number {
      return plain(value)
    }
    guard !unitText.isEmpty else {
      let unit = dimension.map { Self.usual($0) } ?? "Hz"
      return .failure(
        Problem(
          .missingUnit, range, "'\(text)' has no unit", hint: "Did you mean '\(text) \(unit)'?"))
    }
    guard let unit = QuantityUnit(rawValue: unitText) else {
      let guess = Self.guess(unitText)
      return .failure(
        Problem(
          .unknownUnit, range, "'\(unitText)' is no unit of this language",
          hint: guess.map { "Did you mean '\($0)'?" } ?? "Write \(example)."))
    }
    if let dimension, unit.dimension != dimension {
      return .failure(
        Problem(
          .wrongUnit, range,
          "'\(text)' is \(unit.dimension.named), not \(dimension.named)",
          hint: "Write \(example)."))
    }
    guard text.first != "-", text.first != "−", value > 0 || zeroAllowed else {
      return .failure(
        Problem(
          .notPositive, range, "'\(text)' is not above zero",
          hint: unit.dimension == .amplitude ? "Stillness is a 'rest'." : nil))
    }
    let quantity = Quantity(value, unit)
    guard quantity.standardValue <= Self.largest(unit) else {
      let largest = Decimals.text(Self.largest(unit))
      return .failure(
        Problem(
          .tooBig, range,
          "'\(text)' is beyond anything a program may say (\(largest) \(Self.standard(unit)))"))
    }
    return .success(quantity)
  }

  /// What most quantities look like, read without looking further: a number, perhaps blanks, a unit.
  private var usual: Quantity? {
    let bytes = text.utf8
    let end = bytes.firstIndex { !Self.isOfNumber($0) } ?? bytes.endIndex
    let rest = bytes[end...].drop { $0 == 0x20 }
    guard let value = Self.number(text[..<end]),
      let unit = Self.units.first(where: { $0.text.utf8.elementsEqual(rest) })?.unit
    else { return nil }
    return Quantity(value, unit)
  }

  private static let units = QuantityUnit.allCases.filter { $0 != .one }
    .map { (text: $0.rawValue, unit: $0) }

  /// A number without a unit; zero is one.
  private func plain(_ value: Double) -> Result<Quantity, Problem> {
    guard text.first != "-", text.first != "−" else {
      return .failure(Problem(.notPositive, range, "'\(text)' is below zero"))
    }
    guard value <= Self.largest(.one) else {
      return .failure(
        Problem(
          .tooBig, range,
          "'\(text)' is beyond anything a program may say (\(Decimals.text(Self.largest(.one))))"))
    }
    return .success(Quantity(value, .one))
  }

  static func isName(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, ("a"..."z").contains(first), name.count <= 40
    else { return false }
    return name.unicodeScalars.allSatisfy {
      ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "-"
    }
  }

  /// Digits with at most one point between them, fifteen characters at most.
  static func number(_ digits: Substring) -> Double? {
    var mantissa: Int64 = 0
    var decimals: Int?
    var last: UInt8 = 0
    guard (1...15).contains(digits.utf8.count) else { return nil }
    for byte in digits.utf8 {
      guard isOfNumber(byte) else { return nil }
      if byte == UInt8(ascii: ".") {
        guard decimals == nil, last != 0 else { return nil }
        decimals = 0
      } else {
        mantissa = mantissa * 10 + Int64(byte & 0xF)
        decimals = decimals.map { $0 + 1 }
      }
      last = byte
    }
    guard decimals != 0 else { return nil }
    // Both are exact, so the quotient is the double nearest to what is written.
    return Double(mantissa) / powers[decimals ?? 0]
  }

  /// Those of ten, as many as there may be decimals: all are exact.
  private static let powers = (0...14).map { exponent in
    (0..<exponent).reduce(1.0) { power, _ in power * 10 }
  }

  private static func isOfNumber(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || byte == UInt8(ascii: ".")
  }

  private static func isExponent(_ rest: Substring) -> Bool {
    guard let letter = rest.first, letter == "e" || letter == "E",
      let next = rest.dropFirst().first
    else { return false }
    return next.isNumber || next == "-" || next == "+"
  }

  /// Beyond these a number is a slip, whatever the zone.
  static func largest(_ unit: QuantityUnit) -> Double {
    switch unit {
    case .hertz: 1000
    case .millimeter: 100
    case .percent, .gravity, .newton: 1000
    case .millisecond, .second, .minute: 3600
    case .one: 1e9
    }
  }

  private static func standard(_ unit: QuantityUnit) -> String {
    unit.dimension == .time ? "s" : unit.rawValue
  }

  private static func usual(_ dimension: QuantityUnit.Dimension) -> String {
    switch dimension {
    case .frequency: "Hz"
    case .amplitude: "mm"
    case .time: "s"
    case .force: "N"
    case .number: ""
    }
  }

  static func guess(_ text: String) -> String? {
    let words = [
      "hz": "Hz", "hertz": "Hz", "khz": "Hz", "bpm": "Hz", "mm": "mm", "millimeter": "mm",
      "millimetre": "mm", "cm": "mm", "percent": "%", "pct": "%", "s": "s", "sec": "s",
      "secs": "s", "second": "s", "seconds": "s", "m": "min", "mins": "min", "min": "min",
      "minute": "min", "minutes": "min", "h": "min", "hour": "min", "hours": "min", "msec": "ms",
      "ms": "ms",
      "g": "g", "gs": "g", "gravity": "g", "n": "N", "newton": "N", "newtons": "N", "kg": "N",
    ]
    let lower = text.lowercased()
    if let exact = words[lower] { return exact }
    // One letter is one slip away from any other.
    guard lower.utf8.count > 1 else { return nil }
    return EditDistance.nearest(to: lower, in: words.keys.sorted()).flatMap { words[$0] }
  }
}

extension Unicode.Scalar {
  /// White space, asked of the tables only where ASCII does not say.
  var isBlank: Bool {
    value < 0x80 ? value == 0x20 || (0x09...0x0D).contains(value) : properties.isWhitespace
  }
}
