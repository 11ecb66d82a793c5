// SPDX-License-Identifier: Apache-2.0

extension JSON {
  /// The JSON form of any `Encodable`; members that are nil are left out, as Varlink prefers.
  public init(encoding value: some Encodable) throws {
    let node = EncodingNode()
    try TreeEncoder(node: node, codingPath: []).encode(value)
    self = node.json
  }
}

/// A place in the tree under construction.
private final class EncodingNode {
  enum Content {
    case value(JSON)
    case array([EncodingNode])
    case object([String: EncodingNode])
  }
  var content = Content.object([:])

  var json: JSON {
    switch content {
    case .value(let value): value
    case .array(let nodes): .array(nodes.map(\.json))
    case .object(let nodes): .object(nodes.mapValues(\.json))
    }
  }

  func member(_ name: String) -> EncodingNode {
    let node = EncodingNode()
    if case .object(var members) = content {
      content = .value(.null)
      members[name] = node
      content = .object(members)
    } else {
      content = .object([name: node])
    }
    return node
  }

  func element() -> EncodingNode {
    let node = EncodingNode()
    if case .array(var elements) = content {
      content = .value(.null)
      elements.append(node)
      content = .array(elements)
    } else {
      content = .array([node])
    }
    return node
  }
}

private struct TreeEncoder: Encoder {
  let node: EncodingNode
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(KeyedTree<Key>(node: node, codingPath: codingPath))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    node.content = .array([])
    return UnkeyedTree(node: node, codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    SingleTree(node: node, codingPath: codingPath)
  }

  func encode(_ value: some Encodable) throws {
    switch value {
    case let value as JSON: node.content = .value(value)
    case let value as Bool: node.content = .value(.bool(value))
    case let value as String: node.content = .value(.string(value))
    case let value as Double: node.content = .value(.float(value))
    case let value as Float: node.content = .value(.float(Double(value)))
    case let value as any BinaryInteger:
      guard let whole = Int64(exactly: value) else {
        throw EncodingError.invalidValue(
          value,
          EncodingError.Context(codingPath: codingPath, debugDescription: "beyond 64 bits, signed"))
      }
      node.content = .value(.int(whole))
    default: try value.encode(to: self)
    }
  }
}

private struct KeyedTree<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let node: EncodingNode
  let codingPath: [any CodingKey]

  private func encoder(_ key: any CodingKey) -> TreeEncoder {
    TreeEncoder(node: node.member(key.stringValue), codingPath: codingPath + [key])
  }

  mutating func encodeNil(forKey key: Key) throws {}
  mutating func encode(_ value: some Encodable, forKey key: Key) throws {
    try encoder(key).encode(value)
  }
  mutating func nestedContainer<Nested: CodingKey>(keyedBy: Nested.Type, forKey key: Key)
    -> KeyedEncodingContainer<Nested>
  { encoder(key).container(keyedBy: Nested.self) }
  mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    encoder(key).unkeyedContainer()
  }
  mutating func superEncoder() -> any Encoder {
    TreeEncoder(node: node.member("super"), codingPath: codingPath)
  }
  mutating func superEncoder(forKey key: Key) -> any Encoder { encoder(key) }
}

private struct UnkeyedTree: UnkeyedEncodingContainer {
  let node: EncodingNode
  let codingPath: [any CodingKey]
  var count = 0

  init(node: EncodingNode, codingPath: [any CodingKey]) {
    self.node = node
    self.codingPath = codingPath
  }

  private mutating func encoder() -> TreeEncoder {
    count += 1
    return TreeEncoder(node: node.element(), codingPath: codingPath)
  }

  mutating func encodeNil() throws { try encoder().encode(JSON.null) }
  mutating func encode(_ value: some Encodable) throws { try encoder().encode(value) }
  mutating func nestedContainer<Nested: CodingKey>(keyedBy: Nested.Type)
    -> KeyedEncodingContainer<Nested>
  { encoder().container(keyedBy: Nested.self) }
  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    encoder().unkeyedContainer()
  }
  mutating func superEncoder() -> any Encoder { encoder() }
}

private struct SingleTree: SingleValueEncodingContainer {
  let node: EncodingNode
  let codingPath: [any CodingKey]

  mutating func encodeNil() throws { node.content = .value(.null) }
  mutating func encode(_ value: some Encodable) throws {
    try TreeEncoder(node: node, codingPath: codingPath).encode(value)
  }
}

extension JSON: Encodable {
  /// Only the tree encoder knows this type; any other gets the natural form.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .null:
      var container = encoder.singleValueContainer()
      try container.encodeNil()
    case .bool(let value): try value.encode(to: encoder)
    case .int(let value): try value.encode(to: encoder)
    case .float(let value): try value.encode(to: encoder)
    case .string(let value): try value.encode(to: encoder)
    case .array(let value): try value.encode(to: encoder)
    case .object(let value): try value.encode(to: encoder)
    }
  }
}
