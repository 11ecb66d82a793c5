// SPDX-License-Identifier: Apache-2.0

import Quantities

/// The file of the progression rules as it is written.
struct ProgressionDocument: RulesDocument, Decodable {
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
  let scales: [ScaleEntry]
  let numbers: [NumberEntry]
  let questions: [WordedEntry]
  let warnings: Warnings
  let advice: [WordedEntry]

  /// Every id of the file, which are one namespace.
  var ids: [String] {
    scales.map(\.id) + numbers.map(\.id) + questions.map(\.id) + advice.map(\.id)
  }

  func share(_ id: String) throws(QuestionnaireError) -> Float {
    Float(try number(id, units: ["%": 1], atMost: 100)) / 100
  }

  func points(_ id: String) throws(QuestionnaireError) -> Int {
    try number(id, units: ["points": 1, "point": 1], atMost: 10)
  }

  func count(_ id: String) throws(QuestionnaireError) -> Int {
    try number(id, units: ["times": 1, "time": 1])
  }

  func duration(_ id: String) throws(QuestionnaireError) -> Interval {
    .seconds(Int64(try number(id, units: ["s": 1, "min": 60, "days": 86_400, "day": 86_400])))
  }
}
