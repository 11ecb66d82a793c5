// SPDX-License-Identifier: Apache-2.0

import Anatomy

import Quantities

/// The file of the progression rules as it is written.
struct ProgressionDocument: Decodable {
  struct Scale: Decodable {
    let id: String
    let text: String
    let low: String
    let high: String
    let source: [String]
    let standing: Standing
  }

  struct Entry: Decodable {
    let id: String
    let value: String
    let text: String
    let source: [String]
    let standing: Standing
  }

  struct Advice: Decodable {
    let id: String
    let text: String
    let source: [String]
    let standing: Standing
  }

  struct Warnings: Decodable {
    let numbness: String
    let notBetter: String

    enum CodingKeys: String, CodingKey {
      case numbness
      case notBetter = "not-better"
    }
  }

  static let schema = "tonus-progression/1"

  let schema: String
  let title: String
  let sources: [String: String]
  let scales: [Scale]
  let numbers: [Entry]
  let questions: [Advice]
  let warnings: Warnings
  let advice: [Advice]

  /// Every id of the file, which are one namespace.
  var ids: [String] {
    scales.map(\.id) + numbers.map(\.id) + questions.map(\.id) + advice.map(\.id)
  }

  func worded(_ entries: [Advice]) throws(QuestionnaireError) -> [ProgressionRules.Advice] {
    try entries.map { (entry) throws(QuestionnaireError) in
      ProgressionRules.Advice(
        id: entry.id, text: entry.text,
        provenance: try provenance(entry.id, entry.source, entry.standing))
    }
  }

  func provenance(_ id: String, _ keys: [String], _ standing: Standing)
    throws(QuestionnaireError) -> Provenance
  {
    try Provenance(keys, standing, in: sources, for: id)
  }

  func share(_ id: String) throws(QuestionnaireError) -> Float {
    let percent = try number(id, units: ["%": 1])
    guard percent <= 100 else { throw .unreadable("'\(id)' is above 100 %") }
    return Float(percent) / 100
  }

  func points(_ id: String) throws(QuestionnaireError) -> Int {
    let points = try number(id, units: ["points": 1, "point": 1])
    guard points <= 10 else { throw .unreadable("'\(id)' is above 10 points") }
    return points
  }

  func count(_ id: String) throws(QuestionnaireError) -> Int {
    try number(id, units: ["times": 1, "time": 1])
  }

  func duration(_ id: String) throws(QuestionnaireError) -> Interval {
    .seconds(Int64(try number(id, units: ["s": 1, "min": 60, "days": 86_400, "day": 86_400])))
  }

  /// A whole number above zero, times what its unit counts for.
  private func number(_ id: String, units: [String: Int]) throws(QuestionnaireError) -> Int {
    guard let text = numbers.first(where: { $0.id == id })?.value else {
      throw .unreadable("the number '\(id)' is missing")
    }
    let words = text.split(separator: " ")
    guard words.count == 2, let value = Int(words[0]), (1...100_000).contains(value),
      let factor = units[String(words[1])]
    else {
      throw .unreadable(
        "'\(id)' is '\(text)', expected a whole number with one of \(units.keys.sorted().joined(separator: ", "))"
      )
    }
    return value * factor
  }
}
