// SPDX-License-Identifier: Apache-2.0

/// The question file as it is written.
struct QuestionnaireDocument: Decodable {
  struct Answers: Decodable {
    let valid: String
    let source: String
    let standing: RedFlag.Standing

    /// Whole hours of a text such as `24 h`.
    var hours: Int64? {
      let words = valid.split(separator: " ")
      return words.count == 2 && words[1] == "h" ? Int64(words[0]) : nil
    }
  }

  struct Entry: Decodable {
    struct Standing: Decodable {
      let item: RedFlag.Standing
      let action: RedFlag.Standing
    }

    let id: String
    let text: String
    let action: RedFlag.Action
    let advice: String
    let source: [String]
    let standing: Standing
  }

  static let schema = "tonus-red-flags/1"

  let schema: String
  let title: String
  let answers: Answers
  let sources: [String: String]
  let questions: [Entry]
}
