// SPDX-License-Identifier: Apache-2.0
public import JSONGrammar

extension JSON {
  /// How deep a document may nest.
  static let deepest = 64

  /// Reads one JSON document (RFC 8259), strictly: nothing may follow it, and names in an object
  /// differ.
  public init(parsing bytes: [UInt8]) throws(JSONFault) {
    self = try JSONGrammar.read(bytes, deepest: Self.deepest) {
      (content, offset) throws(JSONFault) -> JSON in
      switch content {
      case .null: return .null
      case .bool(let value): return .bool(value)
      case .number(let text): return try JSON.numeral(text, offset)
      case .string(let text): return .string(text)
      case .array(let elements): return .array(elements)
      case .object(let members): return .object(try JSON.table(members, offset))
      }
    }
  }

  public init(parsing text: String) throws(JSONFault) {
    try self.init(parsing: Array(text.utf8))
  }

  /// Whole numbers and others stay apart.
  private static func numeral(_ text: String, _ offset: Int) throws(JSONFault) -> JSON {
    if let value = Int64(text) { return .int(value) }
    guard let value = Double(text), value.isFinite else {
      throw JSONFault(reason: "a number beyond the range of a double", offset: offset)
    }
    return .float(value)
  }

  private static func table(_ members: [(name: String, value: JSON)], _ offset: Int)
    throws(JSONFault) -> [String: JSON]
  {
    var object: [String: JSON] = [:]
    for (name, value) in members {
      guard object.updateValue(value, forKey: name) == nil else {
        throw JSONFault(
          reason: "the name '\(name)' appears twice in one object", offset: offset)
      }
    }
    return object
  }
}
