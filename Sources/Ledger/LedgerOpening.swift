// SPDX-License-Identifier: Apache-2.0

/// A session as it begins.
public struct LedgerOpening: Hashable, Sendable {
  /// Unique over all sessions ever.
  public var session: String
  public var subject: LedgerSubject
  public var device: String
  public var simulated: Bool
  public var title: String
  /// Names exactly the program's texts; empty for a session without any.
  public var program: String

  public init(
    session: String, subject: LedgerSubject, device: String, simulated: Bool, title: String,
    program: String = ""
  ) {
    self.program = program
    self.session = session
    self.subject = subject
    self.device = device
    self.simulated = simulated
    self.title = title
  }
}
