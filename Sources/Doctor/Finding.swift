// SPDX-License-Identifier: Apache-2.0

/// One thing that was looked at: how it stands, and what to type when it does not stand well.
public struct Finding: Codable, Hashable, Sendable {
  public enum Verdict: String, Codable, Hashable, Sendable, CaseIterable {
    case good
    /// Works, but could be better, or cannot be judged.
    case note
    case wrong
  }

  public enum Check: String, Codable, Hashable, Sendable, CaseIterable {
    case socket
    case group
    case rules
    case device
    case node
    case driver
    case autosuspend
    case modemManager = "modem-manager"
    case `protocol`
    case link
    case timing
  }

  public var check: Check
  public var verdict: Verdict
  /// One sentence: the thing, and what is with it.
  public var text: String
  /// What to type, a command to a line; empty when nothing is to be mended.
  public var mend: [String]

  init(_ check: Check, _ verdict: Verdict, _ text: String, mend: [String] = []) {
    self.check = check
    self.verdict = verdict
    self.text = text
    self.mend = mend
  }
}
