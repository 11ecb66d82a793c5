// SPDX-License-Identifier: Apache-2.0

import Anatomy

/// The file about daily life as it is written.
struct DailyLifeDocument: RulesDocument, Decodable {
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
  let scale: ScaleEntry
  let activities: [WordedEntry]
  let habits: [WordedEntry]
  let kinds: [Kind]
  let numbers: [NumberEntry]
  let suggestion: Suggestion

  /// The schema, and that every id is there once.
  func check() throws(QuestionnaireError) {
    guard schema == Self.schema else {
      throw .unreadable("schema '\(schema)' is not '\(Self.schema)'")
    }
    try requireUnique(
      (activities + habits).map(\.id) + numbers.map(\.id) + kinds.map(\.id))
    guard habits.map(\.id) == ["sitting", "work"] else {
      throw .unreadable("the habits are not 'sitting' and 'work'")
    }
    guard Plans.named(suggestion.plan) != nil else {
      throw .unreadable("'\(suggestion.plan)' is no plan")
    }
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
}
