// SPDX-License-Identifier: Apache-2.0

extension JSON {
  /// Reads a `Decodable` from this value; a member that is missing counts as null.
  public func decode<T: Decodable>(_ type: T.Type = T.self) throws -> T {
    try TreeDecoder(json: self, codingPath: []).decode(type)
  }
}

private struct TreeDecoder: Decoder {
  let json: JSON
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .object(let members) = json else { throw mismatch([String: JSON].self) }
    return KeyedDecodingContainer(KeyedBranch<Key>(members: members, codingPath: codingPath))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .array(let elements) = json else { throw mismatch([JSON].self) }
    return UnkeyedBranch(elements: elements, codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer {
    SingleBranch(decoder: self)
  }

  func mismatch(_ type: Any.Type) -> DecodingError {
    .typeMismatch(
      type,
      DecodingError.Context(
        codingPath: codingPath, debugDescription: "expected \(type), found \(json.kind)"))
  }

  func decode<T: Decodable>(_ type: T.Type) throws -> T {
    let value: Any? =
      switch type {
      case is JSON.Type: json
      case is Bool.Type: json.bool
      case is String.Type: json.string
      case is Double.Type: json.number
      case is Float.Type: json.number.map { Float($0) }
      case let integer as any FixedWidthInteger.Type: json.int.flatMap { whole($0, integer) }
      default: try T(from: self)
      }
    guard let value = value as? T else { throw mismatch(type) }
    return value
  }

  private func whole<I: FixedWidthInteger>(_ value: Int64, _ type: I.Type) -> I? {
    I(exactly: value)
  }
}

private struct KeyedBranch<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let members: [String: JSON]
  let codingPath: [any CodingKey]

  var allKeys: [Key] { members.keys.compactMap { Key(stringValue: $0) } }

  private func decoder(_ key: any CodingKey) -> TreeDecoder {
    TreeDecoder(json: members[key.stringValue] ?? .null, codingPath: codingPath + [key])
  }

  func contains(_ key: Key) -> Bool { members[key.stringValue] != nil }
  func decodeNil(forKey key: Key) -> Bool { decoder(key).json == .null }
  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    try decoder(key).decode(type)
  }
  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws
    -> KeyedDecodingContainer<Nested>
  { try decoder(key).container(keyedBy: type) }
  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try decoder(key).unkeyedContainer()
  }
  func superDecoder() throws -> any Decoder {
    TreeDecoder(json: members["super"] ?? .null, codingPath: codingPath)
  }
  func superDecoder(forKey key: Key) throws -> any Decoder { decoder(key) }
}

private struct UnkeyedBranch: UnkeyedDecodingContainer {
  let elements: [JSON]
  let codingPath: [any CodingKey]
  var currentIndex = 0

  init(elements: [JSON], codingPath: [any CodingKey]) {
    self.elements = elements
    self.codingPath = codingPath
  }

  var count: Int? { elements.count }
  var isAtEnd: Bool { currentIndex >= elements.count }

  private mutating func next(_ type: Any.Type) throws -> TreeDecoder {
    guard !isAtEnd else {
      throw DecodingError.valueNotFound(
        type, DecodingError.Context(codingPath: codingPath, debugDescription: "no more elements"))
    }
    defer { currentIndex += 1 }
    return TreeDecoder(json: elements[currentIndex], codingPath: codingPath)
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, elements[currentIndex] == .null else { return false }
    currentIndex += 1
    return true
  }
  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
    try next(type).decode(type)
  }
  mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws
    -> KeyedDecodingContainer<Nested>
  { try next(type).container(keyedBy: type) }
  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try next([JSON].self).unkeyedContainer()
  }
  mutating func superDecoder() throws -> any Decoder { try next(JSON.self) }
}

private struct SingleBranch: SingleValueDecodingContainer {
  let decoder: TreeDecoder
  var codingPath: [any CodingKey] { decoder.codingPath }

  func decodeNil() -> Bool { decoder.json == .null }
  func decode<T: Decodable>(_ type: T.Type) throws -> T { try decoder.decode(type) }
}

extension JSON: Decodable {
  /// Only the tree decoder can say what a value is; any other is asked kind by kind.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int64.self) {
      self = .int(value)
    } else if let value = try? container.decode(Double.self) {
      self = .float(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSON].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSON].self))
    }
  }
}
