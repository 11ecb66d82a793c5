// SPDX-License-Identifier: Apache-2.0
import Yams

/// Every source by the key that the files of the catalogue name it with.
struct SourceList: Sendable {
  /// Why a text has no origin that can be shown.
  enum Problem: Error {
    case without(String)
    case unknown(String)

    var message: String {
      switch self {
      case .without(let text): "has no source in brackets at its end: '\(text)'"
      case .unknown(let key): "names the source '\(key)', which sources.yaml does not have"
      }
    }
  }

  private let origins: [String: Origin]

  init(_ node: Node, file: String) throws(CatalogueError) {
    let fields = try CatalogueFields(node, file: file, known: ["sources"])
    guard let mapping = try fields.node("sources").mapping else {
      throw fields.problem("sources", "is no mapping")
    }
    var origins: [String: Origin] = [:]
    for (key, value) in mapping {
      let name = key.string ?? ""
      let source = try CatalogueFields(value, file: file, known: ["standing", "title"])
      guard let standing = Standing(rawValue: try source.text("standing")) else {
        throw source.problem("standing", "is none of S, V, T, C and E")
      }
      let origin = Origin(key: name, standing: standing, title: try source.text("title"))
      guard !name.isEmpty, origins.updateValue(origin, forKey: name) == nil else {
        throw fields.problem("sources", "holds '\(name)' twice")
      }
    }
    self.origins = origins
  }

  /// Takes `text [key, key]` apart.
  func read(_ cited: String) throws(Problem) -> (text: String, origins: [Origin]) {
    guard cited.hasSuffix("]"), let open = cited.lastIndex(of: "["), open > cited.startIndex else {
      throw .without(cited)
    }
    var found: [Origin] = []
    let keys = cited[cited.index(after: open)...].dropLast()
    for key in keys.split(separator: ",") {
      let key = String(key.drop { $0 == " " })
      guard let origin = origins[key] else { throw .unknown(key) }
      found.append(origin)
    }
    let text = cited[..<open]
    guard text.hasSuffix(" "), !found.isEmpty else { throw .without(cited) }
    return (String(text.dropLast()), found)
  }
}
