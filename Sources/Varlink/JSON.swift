// SPDX-License-Identifier: Apache-2.0

/// A JSON value as Varlink carries it: integers and floating-point numbers stay apart.
public enum JSON: Hashable, Sendable {
  case null
  case bool(Bool)
  case int(Int64)
  case float(Double)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  /// The member of that name; nil when this is no object or has none.
  public subscript(name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members[name]
  }

  public var string: String? {
    guard case .string(let value) = self else { return nil }
    return value
  }

  public var int: Int64? {
    guard case .int(let value) = self else { return nil }
    return value
  }

  public var bool: Bool? {
    guard case .bool(let value) = self else { return nil }
    return value
  }

  public var array: [JSON]? {
    guard case .array(let value) = self else { return nil }
    return value
  }

  public var object: [String: JSON]? {
    guard case .object(let value) = self else { return nil }
    return value
  }

  /// The number, whole or not.
  public var number: Double? {
    switch self {
    case .float(let value): value
    case .int(let value): Double(value)
    case .null, .bool, .string, .array, .object: nil
    }
  }

  /// What kind of value this is, for messages.
  public var kind: String {
    switch self {
    case .null: "null"
    case .bool: "bool"
    case .int: "int"
    case .float: "float"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(integerLiteral value: Int64) { self = .int(value) }
  public init(floatLiteral value: Double) { self = .float(value) }
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(Dictionary(elements) { _, last in last })
  }
  public init(nilLiteral: ()) { self = .null }
}
