// SPDX-License-Identifier: Apache-2.0

/// A piece of YAML as it was written, and where: no tags, no anchors, no types.
struct YamlNode {
  enum Content {
    case scalar(String)
    /// So many nodes of the document, from `first` on.
    case sequence(first: Int32, count: Int32)
    /// So many pairs of nodes of the document, from `first` on: a key and its value.
    case mapping(first: Int32, count: Int32)
  }

  let content: Content
  let isQuoted: Bool
  // Small, since a program has tens of thousands of nodes.
  private let line: UInt32
  private let column: UInt32
  private let length: UInt32

  init(content: Content, range: SourceRange, isQuoted: Bool = false) {
    self.content = content
    self.isQuoted = isQuoted
    line = UInt32(clamping: range.line)
    column = UInt32(clamping: range.column)
    length = UInt32(clamping: range.length)
  }

  /// A scalar with its quotes; lists, mappings and blocks of text by their first character.
  var range: SourceRange {
    SourceRange(line: Int(line), column: Int(column), length: Int(length))
  }

  /// The text of a scalar.
  var scalar: String? {
    guard case .scalar(let text) = content else { return nil }
    return text
  }

  /// Whether it is this word of the language; asks first what costs least.
  func isWord(_ word: String) -> Bool {
    guard case .scalar(let text) = content else { return false }
    return text.utf8.count == word.utf8.count && text == word
  }
}

/// One key of a mapping and its value; no two keys of a mapping are equal.
struct YamlEntry {
  let key: YamlNode
  let value: YamlNode
}
