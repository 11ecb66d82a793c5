// SPDX-License-Identifier: Apache-2.0

import Anatomy

/// A file of rules: what it asks and reckons with, each by a source of its own list.
protocol RulesDocument {
  var sources: [String: String] { get }
  var numbers: [NumberEntry] { get }
}

/// A question that is answered by a number, as it is written.
struct ScaleEntry: Decodable {
  let id: String
  let text: String
  let low: String
  let high: String
  let source: [String]
  let standing: Standing
}

/// A number of the rules as it is written, with its unit.
struct NumberEntry: Decodable {
  let id: String
  let value: String
  let text: String
  let source: [String]
  let standing: Standing
}

/// A question or a piece of advice as it is written.
struct WordedEntry: Decodable {
  let id: String
  let text: String
  let source: [String]
  let standing: Standing
}

extension RulesDocument {
  func provenance(_ id: String, _ keys: [String], _ standing: Standing)
    throws(QuestionnaireError) -> Provenance
  {
    try Provenance(keys, standing, in: sources, for: id)
  }

  func scale(_ entry: ScaleEntry) throws(QuestionnaireError) -> ProgressionRules.Scale {
    ProgressionRules.Scale(
      id: entry.id, text: entry.text, low: entry.low, high: entry.high,
      provenance: try provenance(entry.id, entry.source, entry.standing))
  }

  func worded(_ entries: [WordedEntry]) throws(QuestionnaireError) -> [ProgressionRules.Advice] {
    try entries.map { (entry) throws(QuestionnaireError) in
      ProgressionRules.Advice(
        id: entry.id, text: entry.text,
        provenance: try provenance(entry.id, entry.source, entry.standing))
    }
  }

  /// Every number as it is shown.
  func shownNumbers() throws(QuestionnaireError) -> [ProgressionRules.Number] {
    try numbers.map { (entry) throws(QuestionnaireError) in
      ProgressionRules.Number(
        id: entry.id, value: entry.value, text: entry.text,
        provenance: try provenance(entry.id, entry.source, entry.standing))
    }
  }

  /// A whole number above zero, times what its unit counts for.
  func number(_ id: String, units: [String: Int], atMost most: Int = 100_000)
    throws(QuestionnaireError) -> Int
  {
    guard let text = numbers.first(where: { $0.id == id })?.value else {
      throw .unreadable("the number '\(id)' is missing")
    }
    let words = text.split(separator: " ")
    guard words.count == 2, let value = Int(words[0]), (1...most).contains(value),
      let factor = units[String(words[1])]
    else {
      throw .unreadable(
        "'\(id)' is '\(text)', expected a whole number from 1 to \(most) with one of \(units.keys.sorted().joined(separator: ", "))"
      )
    }
    return value * factor
  }

  /// No id stands twice in the file.
  func requireUnique(_ ids: [String]) throws(QuestionnaireError) {
    var known: Set<String> = []
    for id in ids {
      guard known.insert(id).inserted else { throw .duplicate(id) }
    }
  }
}
