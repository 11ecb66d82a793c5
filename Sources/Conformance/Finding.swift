// SPDX-License-Identifier: Apache-2.0

/// Where a device did otherwise: what it was sent, what it should have done, what it did.
public struct Shortcoming: Hashable, Sendable, Codable {
  /// The last things sent, oldest first, in hex.
  public var sent: [String]
  public var expected: String
  /// What came instead, in words and hex.
  public var got: [String]
}

/// Why a rule's check ended early.
enum Finding: Error, Hashable, Sendable {
  case failed(expected: String, got: [String])
  case notApplicable(String)
  /// The device cannot be brought to where the rule begins.
  case notReached(String)
  case lost(LineLost)
}

/// What became of a rule.
public enum Verdict: Hashable, Sendable {
  case passed
  case failed(Shortcoming)
  /// The rule is about something this device or this way to it does not have.
  case notApplicable(reason: String)
  /// It could have been looked at and was not.
  case notRun(reason: String)
}
