// SPDX-License-Identifier: Apache-2.0
import JSONGrammar

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
    let bytes = Array(text.utf8)
    // A byte order mark is no part of the text.
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    // Where each line begins.
    let lines = [start] + bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 }
    do throws(JSONFault) {
      return try JSONGrammar.read(bytes, from: start, deepest: deepest) {
        (content, offset) throws(JSONFault) -> JSONText in
        JSONText(content: try Content(content, offset), place: place(offset, lines))
      }
    } catch {
      throw ImportError(place(error.offset, lines), error.reason)
    }
  }

  private static func place(_ offset: Int, _ lines: [Int]) -> TextPlace {
    var (low, high) = (0, lines.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lines[middle] <= offset { low = middle } else { high = middle }
    }
    return TextPlace(line: low + 1, column: max(0, offset - lines[low]) + 1)
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

extension JSONText.Content {
  fileprivate init(_ content: JSONContent<JSONText>, _ offset: Int) throws(JSONFault) {
    switch content {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .number(let digits):
      guard digits.utf8.count <= 40, let value = Double(digits), value.isFinite else {
        throw JSONFault(
          reason: "'\(digits.prefix(40))' is too long or too large a number", offset: offset)
      }
      self = .number(value)
    case .string(let text): self = .string(text)
    case .array(let values): self = .array(values)
    case .object(let members): self = .object(members.map { (key: $0.name, value: $0.value) })
    }
  }
}
