// SPDX-License-Identifier: Apache-2.0

public import Anatomy
import Envelope
public import Quantities
import Yams

/// Every question about a person, and how long answers to them hold.
public struct Questionnaire: Hashable, Sendable {
  /// Those before every session first, then those about health.
  public let questions: [ScreeningQuestion]
  /// How long an answer holds, at most.
  public let validity: [ScreeningQuestion.Scope: Interval]
  /// How long a clinician's agreement holds from its date, at most.
  public let agreementValidity: Interval

  public subscript(id: String) -> ScreeningQuestion? { questions.first { $0.id == id } }

  public func questions(_ scope: ScreeningQuestion.Scope) -> [ScreeningQuestion] {
    questions.filter { $0.scope == scope }
  }

  public func validity(of question: ScreeningQuestion) -> Interval {
    validity[question.scope] ?? .zero
  }

  /// The longest that any answer holds.
  public var longestValidity: Interval { validity.values.max() ?? .zero }

  /// The questions that ship, from `Questions/`.
  ///
  /// Without them nothing may run, so a file that does not parse stops the program at its start.
  public static let standard: Questionnaire = {
    do {
      return try Questionnaire(
        session: String(decoding: PackageResources.red_flags_yaml, as: UTF8.self),
        health: String(decoding: PackageResources.health_yaml, as: UTF8.self),
        areas: String(decoding: PackageResources.areas_yaml, as: UTF8.self))
    } catch {
      preconditionFailure("Questions: \(error)")
    }
  }()

  /// Reads the form documented at the top of `Questions/red-flags.yaml`.
  ///
  /// - Throws: `QuestionnaireError` naming the question and what is wrong with it.
  public init(
    session: String, health: String, areas: String, catalogue: Catalogue = .standard
  ) throws(QuestionnaireError) {
    var reader = QuestionReader(catalogue: catalogue)
    try reader.read(areas: areas)
    try reader.read(session, .session, longest: Limits.answersValid)
    try reader.read(health, .health, longest: Limits.healthAnswersValid)
    guard let agreements = reader.agreementValidity else {
      throw .unreadable("it is not said how long an agreement holds")
    }
    questions = reader.questions
    validity = reader.validity
    agreementValidity = agreements
  }
}
