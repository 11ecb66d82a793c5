// SPDX-License-Identifier: Apache-2.0

/// A whole text as nodes; those that lie in others are in one list, for they are many and small.
struct YamlDocument {
  let root: YamlNode
  private let nodes: [YamlNode]

  init(root: YamlNode, nodes: [YamlNode]) {
    self.root = root
    self.nodes = nodes
  }

  /// The nodes of a list; nil for anything else.
  func items(_ node: YamlNode) -> ArraySlice<YamlNode>? {
    guard case .sequence(let first, let count) = node.content else { return nil }
    return nodes[Int(first)..<Int(first + count)]
  }

  /// The keys and values of a mapping; nil for anything else.
  func entries(_ node: YamlNode) -> YamlEntries? {
    guard case .mapping(let first, let count) = node.content else { return nil }
    return YamlEntries(nodes: nodes[Int(first)..<Int(first + 2 * count)])
  }
}

/// The keys of a mapping and their values, in the order of the text.
struct YamlEntries: RandomAccessCollection {
  /// Keys and values in turn.
  fileprivate let nodes: ArraySlice<YamlNode>

  var startIndex: Int { 0 }
  var endIndex: Int { nodes.count / 2 }

  subscript(index: Int) -> YamlEntry {
    let key = nodes.startIndex + 2 * index
    return YamlEntry(key: nodes[key], value: nodes[key + 1])
  }

  /// Whether a key is this word, without taking the value.
  func isKey(_ index: Int, _ word: String) -> Bool {
    nodes[nodes.startIndex + 2 * index].isWord(word)
  }

  /// The value of a key.
  func value(_ word: String) -> YamlNode? {
    for index in indices where isKey(index, word) {
      return nodes[nodes.startIndex + 2 * index + 1]
    }
    return nil
  }
}
