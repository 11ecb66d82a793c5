// SPDX-License-Identifier: Apache-2.0

/// A piece of YAML as it was written, and where: no tags, no anchors, no types.
struct YamlNode {
  enum Content {
    case scalar(String)
    case sequence([YamlNode])
    case mapping([YamlEntry])
  }

  let content: Content
  /// A scalar with its quotes; lists, mappings and blocks of text by their first character.
  let range: SourceRange
  let isQuoted: Bool

  /// The text of a scalar.
  var scalar: String? {
    guard case .scalar(let text) = content else { return nil }
    return text
  }

  var entries: [YamlEntry]? {
    guard case .mapping(let entries) = content else { return nil }
    return entries
  }

  var items: [YamlNode]? {
    guard case .sequence(let items) = content else { return nil }
    return items
  }
}

/// One key of a mapping and its value; no two keys of a mapping are equal.
struct YamlEntry {
  let key: YamlNode
  let value: YamlNode
}
