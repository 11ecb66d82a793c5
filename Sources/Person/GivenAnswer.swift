// SPDX-License-Identifier: Apache-2.0

/// An answer a person gave to one question.
public struct GivenAnswer: Hashable, Sendable {
  /// Id of the question, as in `RF-1`.
  public let question: String
  public let yes: Bool
  public let given: Timestamp

  public init(question: String, yes: Bool, given: Timestamp) {
    self.question = question
    self.yes = yes
    self.given = given
  }
}

/// That a clinician agreed to go on in spite of a yes, as the person told it.
public struct GivenAgreement: Hashable, Sendable {
  /// Id of the question, as in `HC-4`.
  public let question: String
  /// Who agreed.
  public let clinician: String
  /// The day it was given, as in `2026-11-02`.
  public let date: String
  public let recorded: Timestamp

  public init(question: String, clinician: String, date: String, recorded: Timestamp) {
    self.question = question
    self.clinician = clinician
    self.date = date
    self.recorded = recorded
  }
}
