// SPDX-License-Identifier: Apache-2.0

import Anatomy

/// The file about daily life as it is written.
struct DailyLifeDocument: Decodable {
  struct Scale: Decodable {
    let text: String
    let low: String
    let high: String
    let source: [String]
    let standing: Standing
  }

  struct Item: Decodable {
    let id: String
    let value: String?
    let text: String
    let source: [String]
    let standing: Standing
  }

  struct Kind: Decodable {
    let id: String
    let text: String
    let sits: Bool
    let source: [String]
    let standing: Standing
  }

  struct Suggestion: Decodable {
    struct Contrary: Decodable {
      let text: String
      let source: [String]
      let standing: Standing
    }

    let plan: String
    let text: String
    let source: [String]
    let standing: Standing
    let against: Contrary
  }

  static let schema = "tonus-daily-life/1"

  let schema: String
  let title: String
  let sources: [String: String]
  let scale: Scale
  let activities: [Item]
  let habits: [Item]
  let kinds: [Kind]
  let numbers: [Item]
  let suggestion: Suggestion

  /// The schema, and that every id is there once.
  func check() throws(QuestionnaireError) {
    guard schema == Self.schema else {
      throw .unreadable("schema '\(schema)' is not '\(Self.schema)'")
    }
    var ids: Set<String> = []
    for id in (activities + habits + numbers).map(\.id) + kinds.map(\.id) {
      guard ids.insert(id).inserted else { throw .duplicate(id) }
    }
    guard habits.map(\.id) == ["sitting", "work"] else {
      throw .unreadable("the habits are not 'sitting' and 'work'")
    }
    guard Plans.named(suggestion.plan) != nil else {
      throw .unreadable("'\(suggestion.plan)' is no plan")
    }
  }

  func provenance(_ id: String, _ keys: [String], _ standing: Standing)
    throws(QuestionnaireError) -> Provenance
  {
    try Provenance(keys, standing, in: sources, for: id)
  }

  func items(_ entries: [Item]) throws(QuestionnaireError) -> [DailyLifeRules.Item] {
    try entries.map { (entry) throws(QuestionnaireError) in
      DailyLifeRules.Item(
        id: entry.id, value: entry.value ?? "", text: entry.text,
        provenance: try provenance(entry.id, entry.source, entry.standing))
    }
  }

  func readScale() throws(QuestionnaireError) -> ProgressionRules.Scale {
    ProgressionRules.Scale(
      id: "daily", text: scale.text, low: scale.low, high: scale.high,
      provenance: try provenance("scale", scale.source, scale.standing))
  }

  func readSuggestion() throws(QuestionnaireError) -> PlanSuggestion {
    let against = suggestion.against
    return PlanSuggestion(
      plan: suggestion.plan, reason: suggestion.text,
      provenance: try provenance("suggestion", suggestion.source, suggestion.standing),
      against: Advice.Contrary(
        text: against.text,
        provenance: try provenance("against", against.source, against.standing)))
  }

  /// A whole number above zero with its unit.
  func number(_ id: String, unit: String, atMost most: Int = 365) throws(QuestionnaireError) -> Int
  {
    guard let text = numbers.first(where: { $0.id == id })?.value else {
      throw .unreadable("the number '\(id)' is missing")
    }
    let words = text.split(separator: " ")
    guard words.count == 2, words[1] == unit, let value = Int(words[0]), (1...most).contains(value)
    else {
      throw .unreadable("'\(id)' is '\(text)', expected 1 to \(most) \(unit)")
    }
    return value
  }
}
