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
