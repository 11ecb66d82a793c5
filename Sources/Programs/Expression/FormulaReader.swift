// SPDX-License-Identifier: Apache-2.0
import Anatomy

/// Reads the text of a formula.
///
///     sum     = product { ("+" | "-") product }
///     product = signed { ("*" | "/") signed }
///     signed  = [ "-" ] value
///     value   = number [ unit ] | "$" name | "t" | "pi" | function "(" sum { "," sum } ")" | "(" sum ")"
///
/// `−`, `×`, `·` and `÷` are read as `-`, `*`, `*` and `/`.
struct FormulaReader {
  private enum Function: String, CaseIterable {
    case sin, triangle, square, noise, min, max, clamp

    /// How many values it takes.
    var arity: String {
      switch self {
      case .min, .max: "two values or more"
      case .clamp: "a value, its least and its greatest"
      case .noise: "a seed and perhaps a place"
      case .sin, .triangle, .square: "one value"
      }
    }
  }

  static let functions = Function.allCases.map(\.rawValue)

  private let scalars: [Unicode.Scalar]
  /// The same where all of it is ASCII, for words are cut out of it faster; else empty.
  private let ascii: [UInt8]
  private let range: SourceRange
  private var position = 0
  private var depth = 0
  private var terms: [FormulaTerm] = []
  private var problem: Problem? {
    didSet { isFine = problem == nil }
  }
  // Asked far more often than the problem itself, which is many words long.
  private var isFine = true

  init(_ text: String, _ range: SourceRange) {
    let bytes = Array(text.utf8)
    let isASCII = bytes.allSatisfy { $0 < 0x80 }
    ascii = isASCII ? bytes : []
    scalars = isASCII ? bytes.map { Unicode.Scalar($0) } : Array(text.unicodeScalars)
    self.range = range
  }

  mutating func read() -> Result<[FormulaTerm], Problem> {
    guard scalars.count <= Formula.longest else {
      return .failure(
        Problem(.tooLarge, range, "the expression has more than \(Formula.longest) characters"))
    }
    sum()
    skipBlanks()
    if isFine, position < scalars.count {
      fail("'\(rest)' does not belong here", hint: "Write + - * / between two values.")
    }
    return problem.map { .failure($0) } ?? .success(terms)
  }

  private mutating func sum() {
    let start = next
    product()
    while isFine {
      if take("+") {
        product()
        emit(.add, start)
      } else if take("-") || take("−") {
        product()
        emit(.subtract, start)
      } else {
        return
      }
    }
  }

  private mutating func product() {
    let start = next
    signed()
    while isFine {
      if take("*") || take("×") || take("·") {
        signed()
        emit(.multiply, start)
      } else if take("/") || take("÷") {
        signed()
        emit(.divide, start)
      } else {
        return
      }
    }
  }

  private mutating func signed() {
    let start = next
    guard take("-") || take("−") else { return value() }
    value()
    emit(.negate, start)
  }

  private mutating func value() {
    guard isFine else { return }
    let start = next
    guard depth < Formula.deepest else {
      return fail("parentheses nest deeper than \(Formula.deepest)")
    }
    if take("(") {
      depth += 1
      sum()
      depth -= 1
      return expect(")")
    }
    guard let first = peek else { return fail("a value is missing at the end") }
    if first == "$" { return parameter(start) }
    if isDigit(first) { return number(start) }
    guard isLetter(first) else { return fail("'\(first)' is no value") }
    let name = word()
    switch name {
    case "t": emit(.time, start)
    case "pi": emit(.number(Double.pi), start)
    default:
      guard let known = Function(rawValue: name) else { return unknown(name, start) }
      function(known, start)
    }
  }

  private mutating func unknown(_ name: String, _ start: Int) {
    let guess = EditDistance.nearest(to: name, in: Self.functions + ["t", "pi"])
    problem = Problem(
      .expression, place(start, position), "'\(name)' is no function of this language",
      hint: guess.map { "Did you mean '\($0)'?" }
        ?? "It has \(Self.functions.joined(separator: ", ")), t and pi; a parameter begins with $.")
  }

  private mutating func function(_ function: Function, _ start: Int) {
    let named = position
    guard take("(") else {
      return fail("'\(function.rawValue)' needs its values in parentheses")
    }
    depth += 1
    defer { depth -= 1 }
    var count = 0
    repeat {
      let argument = next
      sum()
      count += 1
      guard isFine else { return }
      switch (function, count) {
      case (.min, 2...): emit(.minimum, start)
      case (.max, 2...), (.clamp, 2): emit(.maximum, start)
      case (.clamp, 3): emit(.minimum, start)
      case (.noise, 2): emit(.noise, start)
      case (_, 1): break
      case (.sin, _), (.triangle, _), (.square, _), (.noise, _), (.min, _), (.max, _), (.clamp, _):
        problem = Problem(
          .expression, place(argument, position),
          "'\(function.rawValue)' takes \(function.arity), not more")
        return
      }
    } while take(",")
    expect(")")
    guard isFine else { return }
    switch (function, count) {
    case (.sin, 1): emit(.sine, start)
    case (.triangle, 1): emit(.triangle, start)
    case (.square, 1): emit(.square, start)
    case (.noise, 1):
      // A new place every second.
      emit(.time, start)
      emit(.quantity(Quantity(1, .second)), start)
      emit(.divide, start)
      emit(.noise, start)
    case (.min, 2...), (.max, 2...), (.clamp, 3), (.noise, 2): break
    case (.sin, _), (.triangle, _), (.square, _), (.noise, _), (.min, _), (.max, _), (.clamp, _):
      problem = Problem(
        .expression, place(start, named),
        "'\(function.rawValue)' takes \(function.arity), not \(count)")
    }
  }

  private mutating func parameter(_ start: Int) {
    position += 1
    let begin = position
    while position < scalars.count {
      let dash =
        scalars[position] == "-" && position > begin && position + 1 < scalars.count
        && (isLetter(scalars[position + 1]) || isDigit(scalars[position + 1]))
      guard dash || isLetter(scalars[position]) || isDigit(scalars[position]) else { break }
      position += 1
    }
    let name = text(begin, position)
    guard QuantityText.isName(name) else {
      problem = Problem(
        .unknownParameter, place(start, position), "'$\(name)' is no parameter",
        hint: "A name is a letter and then letters, digits or dashes, as in $work.")
      return
    }
    emit(.parameter(name), start)
  }

  private mutating func number(_ start: Int) {
    while position < scalars.count, isDigit(scalars[position]) || scalars[position] == "." {
      position += 1
    }
    let digits = text(start, position)
    guard let value = QuantityText.number(digits[...]) else {
      problem = Problem(.notANumber, place(start, position), "'\(digits)' is no number")
      return
    }
    let end = position
    skipBlanks()
    let unitStart = position
    var unit = ""
    if peek == "%" {
      position += 1
      unit = "%"
    } else if let first = peek, isLetter(first) {
      unit = word()
    }
    guard !unit.isEmpty else {
      position = end
      return emit(.number(value), start)
    }
    guard let known = QuantityUnit(rawValue: unit) else {
      let guess = QuantityText.guess(unit)
      problem = Problem(
        .unknownUnit, place(unitStart, position), "'\(unit)' is no unit of this language",
        hint: guess.map { "Did you mean '\($0)'?" } ?? "Write * between two values.")
      return
    }
    emit(.quantity(Quantity(value, known)), start)
  }

  private mutating func word() -> String {
    let start = position
    while position < scalars.count, isLetter(scalars[position]) { position += 1 }
    return text(start, position)
  }

  private mutating func emit(_ operation: FormulaTerm.Operation, _ start: Int) {
    guard isFine else { return }
    terms.append(FormulaTerm(operation, place(start, position)))
  }

  private mutating func expect(_ scalar: Unicode.Scalar) {
    guard isFine, !take(scalar) else { return }
    fail(
      peek == nil
        ? "'\(scalar)' is missing at the end" : "'\(rest)' stands where '\(scalar)' is wanted")
  }

  private mutating func fail(_ message: String, hint: String? = nil) {
    guard isFine else { return }
    let from = min(position, max(0, scalars.count - 1))
    problem = Problem(.expression, place(from, scalars.count), message, hint: hint)
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek == scalar else { return false }
    position += 1
    return true
  }

  /// The next scalar that is not blank.
  private var peek: Unicode.Scalar? {
    mutating get {
      skipBlanks()
      return position < scalars.count ? scalars[position] : nil
    }
  }

  /// Where the next value begins.
  private var next: Int {
    mutating get {
      skipBlanks()
      return position
    }
  }

  private mutating func skipBlanks() {
    while position < scalars.count, scalars[position].isBlank { position += 1 }
  }

  private var rest: String { text(position, min(scalars.count, position + 20)) }

  private func text(_ from: Int, _ to: Int) -> String {
    guard ascii.isEmpty else { return String(decoding: ascii[min(from, to)..<to], as: UTF8.self) }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[min(from, to)..<to])
    return String(view)
  }

  private func place(_ from: Int, _ to: Int) -> SourceRange {
    SourceRange(line: range.line, column: range.column + from, length: max(1, to - from))
  }

  private func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
  private func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
  }
}
