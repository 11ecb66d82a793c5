// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Yams

/// The keys of one mapping, each read at most once; collects what is wrong on the way.
struct MappingReader {
  let range: SourceRange
  private var nodes: [String: Node] = [:]
  private(set) var problems: [Problem] = []

  /// Nil, with the problem, when the node is no mapping.
  static func read(_ node: Node, what: String, known: [String], required: [String]) -> (
    MappingReader?, [Problem]
  ) {
    guard case .mapping(let mapping) = node else {
      let problem = Problem(
        .wrongType, YamlText.range(node), "\(what) is written as keys and values")
      return (nil, [problem])
    }
    var reader = MappingReader(range: YamlText.range(node))
    for (key, value) in mapping {
      guard case .scalar(let scalar) = key else {
        reader.problems.append(
          Problem(.wrongType, YamlText.range(key), "a key is one word"))
        continue
      }
      guard known.contains(scalar.string) else {
        reader.problems.append(
          Problem(
            .unknownKey, YamlText.range(key), "\(what) has no key '\(scalar.string)'",
            hint: hint(scalar.string, value, known)))
        continue
      }
      reader.nodes[scalar.string] = value
    }
    let missing = required.filter { reader.nodes[$0] == nil }
    if !missing.isEmpty {
      let names = missing.map { "'\($0)'" }.joined(separator: ", ")
      reader.problems.append(Problem(.missingKey, reader.range, "\(what) needs \(names)"))
    }
    return (reader, reader.problems)
  }

  private static func hint(_ key: String, _ value: Node, _ known: [String]) -> String {
    if value.scalar?.string == "", key.contains(where: \.isNumber) {
      return "A comma ends a value: put quotes around an expression, and a point into a number."
    }
    let meant = ["off": "gap", "duration": "for", "seconds": "for", "file": "program"][key]
    let guess =
      EditDistance.nearest(to: key, in: known) ?? meant.flatMap { known.contains($0) ? $0 : nil }
    return guess.map { "Did you mean '\($0)'?" } ?? "It may have \(known.joined(separator: ", "))."
  }

  private init(range: SourceRange) { self.range = range }

  subscript(key: String) -> Node? { nodes[key] }
}
