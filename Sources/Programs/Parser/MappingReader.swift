// SPDX-License-Identifier: Apache-2.0
import Anatomy

/// The keys of one mapping, each read at most once; collects what is wrong on the way.
struct MappingReader {
  let range: SourceRange
  /// Those with known keys.
  private var entries: [YamlEntry] = []
  private(set) var problems: [Problem] = []

  /// Nil, with the problem, when the node is no mapping.
  static func read(_ node: YamlNode, what: String, known: [String], required: [String]) -> (
    MappingReader?, [Problem]
  ) {
    guard let entries = node.entries else {
      let problem = Problem(.wrongType, node.range, "\(what) is written as keys and values")
      return (nil, [problem])
    }
    var reader = MappingReader(range: node.range)
    // Mostly all keys are known: then the entries are taken as they are.
    if entries.allSatisfy({ entry in entry.key.scalar.map { known.contains($0) } ?? false }) {
      reader.entries = entries
    } else {
      for entry in entries { reader.take(entry, what, known) }
    }
    let missing = required.filter { reader[$0] == nil }
    if !missing.isEmpty {
      let names = missing.map { "'\($0)'" }.joined(separator: ", ")
      reader.problems.append(Problem(.missingKey, reader.range, "\(what) needs \(names)"))
    }
    return (reader, reader.problems)
  }

  private mutating func take(_ entry: YamlEntry, _ what: String, _ known: [String]) {
    guard let key = entry.key.scalar else {
      return problems.append(Problem(.wrongType, entry.key.range, "a key is one word"))
    }
    guard known.contains(key) else {
      return problems.append(
        Problem(
          .unknownKey, entry.key.range, "\(what) has no key '\(key)'",
          hint: Self.hint(key, entry.value, known)))
    }
    entries.append(entry)
  }

  private static func hint(_ key: String, _ value: YamlNode, _ known: [String]) -> String {
    if value.scalar == "", key.contains(where: \.isNumber) {
      return "A comma ends a value: put quotes around an expression, and a point into a number."
    }
    let meant = ["off": "gap", "duration": "for", "seconds": "for", "file": "program"][key]
    let guess =
      EditDistance.nearest(to: key, in: known) ?? meant.flatMap { known.contains($0) ? $0 : nil }
    return guess.map { "Did you mean '\($0)'?" } ?? "It may have \(known.joined(separator: ", "))."
  }

  private init(range: SourceRange) { self.range = range }

  subscript(key: String) -> YamlNode? { entries.first { $0.key.scalar == key }?.value }
}
