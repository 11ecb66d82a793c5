// SPDX-License-Identifier: Apache-2.0

import Anatomy

/// A file of questions as it is written.
struct QuestionnaireDocument: Decodable {
  struct Validity: Decodable {
    let valid: String
    let reason: String
    let source: [String]
    let standing: Standing

    /// Whole hours of a text such as `24 h`.
    var hours: Int64? {
      let words = valid.split(separator: " ")
      return words.count == 2 && words[1] == "h" ? Int64(words[0]) : nil
    }
  }

  struct Limit: Decodable {
    let areas: [String]?
    let zones: [String]?
    let classes: [String]?
    let amplitude: String
    let source: [String]
    let standing: Standing

    /// The share of a text such as `50 %`; none is 0.
    var factor: Float? {
      if amplitude == "none" { return 0 }
      let words = amplitude.split(separator: " ")
      guard words.count == 2, words[1] == "%", let percent = Float(words[0]), percent > 0,
        percent < 100
      else { return nil }
      return percent / 100
    }
  }

  struct Entry: Decodable {
    struct Standings: Decodable {
      let item: Standing
      let action: Standing
    }

    let id: String
    let covers: [String]
    let text: String
    let action: ScreeningQuestion.Action
    let advice: String
    let limits: [Limit]?
    let agreed: [Limit]?
    let source: [String]
    let standing: Standings
  }

  static let schema = "tonus-questions/1"

  let schema: String
  let title: String
  let scope: ScreeningQuestion.Scope
  let answers: Validity
  let agreements: Validity?
  let sources: [String: String]
  let questions: [Entry]
}

/// The file of areas as it is written.
struct AreasDocument: Decodable {
  struct Area: Decodable {
    let name: String
    let zones: [String]
    let source: [String]
    let standing: Standing
  }

  static let schema = "tonus-areas/1"

  let schema: String
  let areas: [String: Area]
  let sources: [String: String]
}
