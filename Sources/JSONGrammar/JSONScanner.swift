// SPDX-License-Identifier: Apache-2.0

/// The words of JSON: strings, numbers, names of values and what stands between them.
struct JSONScanner {
  let bytes: [UInt8]
  var position: Int

  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  func fault(_ reason: String) -> JSONFault { JSONFault(reason: reason, offset: position) }

  mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  /// Goes behind the bracket here; whether its end follows at once, which is taken too.
  mutating func opens(closedBy end: UInt8) -> Bool {
    position += 1
    skipBlanks()
    return take(end)
  }

  /// Takes a comma, or the end, which says false.
  mutating func goesOn(closedBy end: UInt8) throws(JSONFault) -> Bool {
    skipBlanks()
    if take(UInt8(ascii: ",")) { return true }
    guard take(end) else { throw fault("expected ',' or '\(Character(Unicode.Scalar(end)))'") }
    return false
  }

  mutating func word<Result>(_ word: String, _ value: Result) throws(JSONFault) -> Result {
    guard bytes[position...].starts(with: word.utf8) else { throw fault("expected a value") }
    position += word.utf8.count
    return value
  }

  mutating func number() throws(JSONFault) -> String {
    let start = position
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) { try digits() }
    if take(UInt8(ascii: ".")) { try digits() }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try digits()
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func digits() throws(JSONFault) {
    let start = position
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    guard position > start else { throw fault("expected a digit") }
  }

  mutating func string() throws(JSONFault) -> String {
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
      case 0..<0x20: throw fault("a control character in a string")
      default: position += 1
      }
    }
    throw fault("a string without an end")
  }

  private func append(from start: Int, to text: inout String) throws(JSONFault) {
    guard start < position else { return }
    guard let part = String(validating: bytes[start..<position], as: UTF8.self) else {
      throw fault("a string that is not UTF-8")
    }
    text += part
  }

  private mutating func escape() throws(JSONFault) -> Unicode.Scalar {
    guard let byte = next else { throw fault("a string without an end") }
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
      throw fault("an unknown escape")
    }
  }

  private mutating func unicode() throws(JSONFault) -> Unicode.Scalar {
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    // UTF-16 surrogates come in pairs, high one first.
    guard (0xD800..<0xDC00).contains(first), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u"))
    else { throw fault("half of a surrogate pair") }
    let second = try hexadecimal()
    guard (0xDC00..<0xE000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw fault("half of a surrogate pair") }
    return scalar
  }

  private mutating func hexadecimal() throws(JSONFault) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw fault("expected four hexadecimal digits")
      }
      value = value << 4 + UInt32(digit)
      position += 1
    }
    return value
  }
}
