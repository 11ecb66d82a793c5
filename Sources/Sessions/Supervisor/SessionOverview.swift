// SPDX-License-Identifier: Apache-2.0

/// The words that belong to an engine's numbers.
public struct SessionOverview: Hashable, Sendable {
  public var session: String?
  public var subject: String?
  public var title: String?
  /// The zone-side under treatment, or the one that was when the session ended.
  public var zoneSide: ZoneSide?
  /// As addressed, with its level.
  public var address: String?
  /// What the person is asked to do or told now.
  public var prompt: String?
  /// Why the session ended, was interrupted or waits.
  public var reason: String?
  /// The same without what is known of the person.
  public var publicReason: String?
  public var latches: [LatchView] = []
  /// What is not known about the last command, and how it will be resolved.
  public var uncertain: String?
  public init() {}
}
