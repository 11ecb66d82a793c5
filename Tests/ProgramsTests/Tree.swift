// SPDX-License-Identifier: Apache-2.0
import Yams

/// What YAML and JSON both say: the model JSON Schema speaks of.
enum Tree: Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case text(String)
  case list([Tree])
  case mapping([String: Tree])

  static func read(_ yaml: String) throws -> Tree? { try Yams.compose(yaml: yaml).map(Tree.init) }

  /// By the core schema of YAML 1.2, as editors read it.
  private init(_ node: Node) {
    switch node {
    case .scalar(let scalar):
      self = scalar.style == .plain ? .plain(scalar.string) : .text(scalar.string)
    case .sequence(let sequence): self = .list(sequence.map(Tree.init))
    case .mapping(let mapping):
      self = .mapping(
        Dictionary(
          mapping.map { ($0.key.scalar?.string ?? "", Tree($0.value)) },
          uniquingKeysWith: { first, _ in first }))
    case .alias: self = .null
    }
  }

  private static func plain(_ text: String) -> Tree {
    switch text {
    case "", "~", "null": return .null
    case "true", "false": return .bool(text == "true")
    default:
      let digits = text.utf8.allSatisfy { (48...57).contains($0) || [43, 45, 46].contains($0) }
      return digits ? Double(text).map(Tree.number) ?? .text(text) : .text(text)
    }
  }

  /// As JSON, which is YAML too.
  var json: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let value): value == value.rounded() ? "\(Int(value))" : "\(value)"
    case .text(let text): Self.quoted(text)
    case .list(let items): "[\(items.map(\.json).joined(separator: ", "))]"
    case .mapping(let fields):
      "{"
        + fields.sorted { $0.key < $1.key }.map { "\(Self.quoted($0.key)): \($0.value.json)" }
        .joined(separator: ", ") + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var json = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": json += "\\\(scalar)"
      case "\n": json += "\\n"
      case "\t": json += "\\t"
      default: json.unicodeScalars.append(scalar)
      }
    }
    return json + "\""
  }
}
