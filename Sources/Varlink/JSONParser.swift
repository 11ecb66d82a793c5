// SPDX-License-Identifier: Apache-2.0

/// Why bytes are not a JSON document, and where.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  public var reason: String
  /// The first byte that could not be understood, counted from 0.
  public var offset: Int

  public var description: String { "\(reason) at byte \(offset)" }
}

extension JSON {
  /// Reads one JSON document (RFC 8259), strictly: nothing may follow it, names in an object
  /// differ, and nesting ends at 64 levels so that a hostile document cannot exhaust the stack.
  public init(parsing bytes: [UInt8]) throws(JSONError) {
    var parser = JSONParser(bytes: bytes)
    self = try parser.document()
  }

  public init(parsing text: String) throws(JSONError) {
    try self.init(parsing: Array(text.utf8))
  }
}

struct JSONParser {
  static let depthLimit = 64

  let bytes: [UInt8]
  var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() throws(JSONError) -> JSON {
    let value = try value(depth: 0)
    skipSpace()
    guard position == bytes.count else { throw failure("unexpected data after the document") }
    return value
  }

  private func failure(_ reason: String) -> JSONError {
    JSONError(reason: reason, offset: position)
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSON {
    guard depth < Self.depthLimit else {
      throw failure("nested deeper than \(Self.depthLimit) levels")
    }
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case .some(UInt8(ascii: "-")), .some(UInt8(ascii: "0")...UInt8(ascii: "9")):
      return try number()
    case nil: throw failure("the document ends early")
    default: throw failure("expected a value")
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
    let text = Array(word.description.utf8)
    guard bytes[position...].starts(with: text) else { throw failure("expected a value") }
    position += text.count
    return value
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSON {
    position += 1
    var members: [String: JSON] = [:]
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object(members) }
    while true {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw failure("expected a member name") }
      let name = try string()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw failure("expected ':'") }
      let value = try value(depth: depth + 1)
      guard members.updateValue(value, forKey: name) == nil else {
        throw failure("the name '\(name)' appears twice in one object")
      }
      skipSpace()
      if take(UInt8(ascii: ",")) { continue }
      guard take(UInt8(ascii: "}")) else { throw failure("expected ',' or '}'") }
      return .object(members)
    }
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSON {
    position += 1
    var elements: [JSON] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return .array(elements) }
    while true {
      elements.append(try value(depth: depth + 1))
      skipSpace()
      if take(UInt8(ascii: ",")) { continue }
      guard take(UInt8(ascii: "]")) else { throw failure("expected ',' or ']'") }
      return .array(elements)
    }
  }

  private mutating func digits() throws(JSONError) {
    let start = position
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    guard position > start else { throw failure("expected a digit") }
  }

  private mutating func number() throws(JSONError) -> JSON {
    let start = position
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) { try digits() }
    var whole = true
    if take(UInt8(ascii: ".")) {
      whole = false
      try digits()
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      whole = false
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try digits()
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if whole, let value = Int64(text) { return .int(value) }
    guard let value = Double(text), value.isFinite else {
      position = start
      throw failure("a number beyond the range of a double")
    }
    return .float(value)
  }

  private mutating func string() throws(JSONError) -> String {
    position += 1
    var start = position
    var text = ""
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        try append(from: start, to: &text)
        position += 1
        return text
      case UInt8(ascii: "\\"):
        try append(from: start, to: &text)
        position += 1
        text.unicodeScalars.append(try escape())
        start = position
      case 0..<0x20:
        throw failure("a control character in a string")
      default:
        position += 1
      }
    }
    throw failure("a string without an end")
  }

  private func append(from start: Int, to text: inout String) throws(JSONError) {
    guard start < position else { return }
    guard let part = String(validating: bytes[start..<position], as: UTF8.self) else {
      throw failure("a string that is not UTF-8")
    }
    text += part
  }

  private mutating func escape() throws(JSONError) -> Unicode.Scalar {
    guard let byte = next else { throw failure("a string without an end") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicode()
    default:
      position -= 1
      throw failure("an unknown escape")
    }
  }

  private mutating func unicode() throws(JSONError) -> Unicode.Scalar {
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    // UTF-16 surrogates come in pairs, high one first.
    guard (0xD800..<0xDC00).contains(first), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u"))
    else { throw failure("half of a surrogate pair") }
    let second = try hexadecimal()
    guard (0xDC00..<0xE000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw failure("half of a surrogate pair") }
    return scalar
  }

  private mutating func hexadecimal() throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw failure("expected four hexadecimal digits")
      }
      value = value << 4 + UInt32(digit)
      position += 1
    }
    return value
  }
}
