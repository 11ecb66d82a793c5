// SPDX-License-Identifier: Apache-2.0

/// What the checker says about a program, for all values of its parameters and all answers.
public struct CheckReport: Hashable, Sendable {
  public enum Verdict: String, Hashable, Sendable, Codable, CaseIterable {
    /// It stays inside every limit, whatever is set and answered.
    case proved
    /// It does not: the witness shows where.
    case refuted
    /// Neither could be shown within the budget.
    case notProved = "not-proved"
    /// It says something that has no meaning, or that is never allowed; there is nothing to prove.
    case invalid
  }

  public var verdict: Verdict
  /// Errors and warnings, in the order of the text.
  public var problems: [Problem]
  /// Set when refuted.
  public var witness: CheckWitness?
  /// Set when proved.
  public var summary: CheckSummary?
  /// For the values the parameters have by themselves; set when proved.
  public var timeline: Timeline?

  /// Nothing but proved programs run.
  public var isProved: Bool { verdict == .proved }
}

/// Values and answers that lead a program out of its limits: run with them, the proof is refused.
public struct CheckWitness: Hashable, Sendable {
  /// What somebody answers.
  public struct Answer: Hashable, Sendable {
    /// The text of the question.
    public var question: String
    /// 0…10; nil for no answer in time.
    public var answer: Int?
  }

  public var values: [String: Quantity]
  /// In the order they are asked.
  public var answers: [Answer]
  /// What is wrong then.
  public var problem: Problem
}
