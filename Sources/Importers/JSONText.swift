// SPDX-License-Identifier: Apache-2.0

/// A value of JSON (RFC 8259) and where it stands.
struct JSONText {
  enum Content {
    case object([(key: String, value: JSONText)])
    case array([JSONText])
    case string(String)
    case number(Double)
    case bool(Bool)
    case null
  }

  var content: Content
  var place: TextPlace

  /// How deep objects and arrays may nest.
  static let deepest = 32

  /// Reads the whole text; says where it stops being JSON.
  static func read(_ text: String) throws(ImportError) -> JSONText {
    var reader = JSONReader(text)
    return try reader.document()
  }

  /// The value of a key; of several the last.
  subscript(key: String) -> JSONText? {
    guard case .object(let members) = content else { return nil }
    return members.last { $0.key == key }?.value
  }

  func object(_ what: String) throws(ImportError) -> [(key: String, value: JSONText)] {
    guard case .object(let members) = content else { throw wrong(what, "an object") }
    return members
  }

  func array(_ what: String) throws(ImportError) -> [JSONText] {
    guard case .array(let values) = content else { throw wrong(what, "a list") }
    return values
  }

  func string(_ what: String) throws(ImportError) -> String {
    guard case .string(let text) = content else { throw wrong(what, "a text") }
    return text
  }

  func number(_ what: String) throws(ImportError) -> Double {
    guard case .number(let value) = content else { throw wrong(what, "a number") }
    return value
  }

  /// A moment or a length in milliseconds, from 0 to an hour.
  ///
  /// - Parameter unit: milliseconds to one.
  func milliseconds(_ what: String, unit: Double) throws(ImportError) -> Int {
    let value = try number(what)
    guard value >= 0 else { throw ImportError(place, "\(what) is \(value), before the beginning") }
    guard value * unit <= 3_600_000 else {
      throw ImportError(place, "\(what) is \(value), more than an hour from the beginning")
    }
    return Int((value * unit).rounded())
  }

  func wrong(_ what: String, _ expected: String) -> ImportError {
    let found =
      switch content {
      case .object: "an object"
      case .array: "a list"
      case .string: "a text"
      case .number: "a number"
      case .bool: "true or false"
      case .null: "null"
      }
    return ImportError(place, "\(what) is \(found), where \(expected) is due")
  }
}

private struct JSONReader {
  private let bytes: [UInt8]
  private var at = 0
  private var line = 1
  private var lineStart = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
    // A byte order mark is no part of the text.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
  }

  mutating func document() throws(ImportError) -> JSONText {
    let value = try value(depth: 1)
    skipBlank()
    guard at == bytes.count else { throw error("there is more after the end") }
    return value
  }

  private var place: TextPlace { TextPlace(line: line, column: at - lineStart + 1) }

  private func error(_ message: String) -> ImportError { ImportError(place, message) }

  private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func skipBlank() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      at += 1
      if byte == 0x0A {
        line += 1
        lineStart = at
      }
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipBlank()
    guard next == byte else { return false }
    at += 1
    return true
  }

  private mutating func value(depth: Int) throws(ImportError) -> JSONText {
    skipBlank()
    guard depth <= JSONText.deepest else {
      throw error("lists and objects nest deeper than \(JSONText.deepest)")
    }
    let place = place
    let content: JSONText.Content
    switch next {
    case UInt8(ascii: "{"): content = .object(try members(depth))
    case UInt8(ascii: "["): content = .array(try values(depth))
    case UInt8(ascii: "\""): content = .string(try text())
    case .some(UInt8(ascii: "-")), .some(UInt8(ascii: "0")...UInt8(ascii: "9")):
      content = .number(try number())
    case nil: throw error("the text ends where a value is due")
    case _:
      if word("true") {
        content = .bool(true)
      } else if word("false") {
        content = .bool(false)
      } else if word("null") {
        content = .null
      } else {
        throw error("this is no value of JSON")
      }
    }
    return JSONText(content: content, place: place)
  }

  private mutating func word(_ word: String) -> Bool {
    guard bytes[at...].starts(with: word.utf8) else { return false }
    at += word.utf8.count
    return true
  }

  private mutating func members(_ depth: Int) throws(ImportError) -> [(
    key: String, value: JSONText
  )] {
    at += 1
    var members: [(key: String, value: JSONText)] = []
    if take(UInt8(ascii: "}")) { return members }
    repeat {
      skipBlank()
      guard next == UInt8(ascii: "\"") else { throw error("a key in double quotes is due here") }
      let key = try text()
      guard take(UInt8(ascii: ":")) else { throw error("a colon is due after '\(key.prefix(40))'") }
      members.append((key, try value(depth: depth + 1)))
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw error("a comma or '}' is due here") }
    return members
  }

  private mutating func values(_ depth: Int) throws(ImportError) -> [JSONText] {
    at += 1
    var values: [JSONText] = []
    if take(UInt8(ascii: "]")) { return values }
    repeat { values.append(try value(depth: depth + 1)) } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw error("a comma or ']' is due here") }
    return values
  }

  private mutating func number() throws(ImportError) -> Double {
    let start = at
    while let byte = next,
      (0x30...0x39).contains(byte) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains(byte)
    {
      at += 1
    }
    let digits = String(decoding: bytes[start..<at], as: UTF8.self)
    let place = TextPlace(line: line, column: start - lineStart + 1)
    guard digits.utf8.count <= 40, let value = Double(digits) else {
      throw ImportError(place, "'\(digits.prefix(40))' is no number")
    }
    guard value.isFinite else { throw ImportError(place, "'\(digits)' is too large a number") }
    return value
  }

  private mutating func text() throws(ImportError) -> String {
    at += 1
    var out: [UInt8] = []
    while let byte = next {
      at += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: out, as: UTF8.self)
      case UInt8(ascii: "\\"): out += Array(String(try escaped()).utf8)
      case 0..<0x20: throw error("a text has a control character or does not end on its line")
      default: out.append(byte)
      }
    }
    throw error("a text does not end")
  }

  private mutating func escaped() throws(ImportError) -> Character {
    guard let byte = next else { throw error("a text does not end") }
    at += 1
    switch byte {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let unit = try hexadecimal()
      guard (0xD800..<0xDC00).contains(unit) else {
        return Character(Unicode.Scalar(unit) ?? "\u{FFFD}")
      }
      guard word("\\u") else { throw error("half of a pair of surrogates") }
      let low = try hexadecimal()
      guard (0xDC00..<0xE000).contains(low) else { throw error("half of a pair of surrogates") }
      let value = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
      return Character(Unicode.Scalar(value) ?? "\u{FFFD}")
    default: throw error("a text has an escape that JSON does not know")
    }
  }

  private mutating func hexadecimal() throws(ImportError) -> UInt32 {
    guard at + 4 <= bytes.count,
      bytes[at..<at + 4].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let value = UInt32(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16)
    else { throw error("'\\u' needs four hexadecimal digits") }
    at += 4
    return value
  }
}
