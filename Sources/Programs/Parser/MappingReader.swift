// SPDX-License-Identifier: Apache-2.0
import Anatomy

/// The keys of one mapping, each read at most once.
struct MappingReader {
  let range: SourceRange
  private let entries: YamlEntries

  /// Tells what is wrong with the keys.
  init(
    _ entries: YamlEntries, _ range: SourceRange, what: String, known: [String],
    required: [String], problems: inout [Problem]
  ) {
    self.range = range
    self.entries = entries
    for index in entries.indices where !known.contains(where: { entries.isKey(index, $0) }) {
      problems.append(Self.problem(entries[index], what, known))
    }
    guard !required.allSatisfy({ has($0) }) else { return }
    let names = required.filter { !has($0) }.map { "'\($0)'" }.joined(separator: ", ")
    problems.append(Problem(.missingKey, range, "\(what) needs \(names)"))
  }

  private static func problem(_ entry: YamlEntry, _ what: String, _ known: [String]) -> Problem {
    guard let key = entry.key.scalar else {
      return Problem(.wrongType, entry.key.range, "a key is one word")
    }
    return Problem(
      .unknownKey, entry.key.range, "\(what) has no key '\(key)'",
      hint: hint(key, entry.value, known))
  }

  private static func hint(_ key: String, _ value: YamlNode, _ known: [String]) -> String {
    if value.scalar == "", key.contains(where: \.isNumber) {
      return "A comma ends a value: put quotes around an expression, and a point into a number."
    }
    let meant = ["off": "gap", "duration": "for", "seconds": "for", "file": "program"][key]
    let guess =
      EditDistance.nearest(to: key, in: known) ?? meant.flatMap { known.contains($0) ? $0 : nil }
      ?? known.first { key.utf8.count > 2 && $0.hasPrefix(key) }
    return guess.map { "Did you mean '\($0)'?" } ?? "It may have \(known.joined(separator: ", "))."
  }

  private func has(_ key: String) -> Bool {
    entries.indices.contains { entries.isKey($0, key) }
  }

  /// The value of a known key.
  subscript(key: String) -> YamlNode? { entries.value(key) }
}
