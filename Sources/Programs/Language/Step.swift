// SPDX-License-Identifier: Apache-2.0
public import Anatomy

/// One step of a program.
public enum Step: Hashable, Sendable, Codable {
  case hold(Drive)
  case ramp(Drive)
  case rest(Rest)
  case move(Move)

  /// Vibration: constant for `hold`, linear in time for `ramp`.
  public struct Drive: Hashable, Sendable, Codable {
    public var frequency: Course
    public var amplitude: Course
    public var duration: Located<Amount>
    public var zone: Located<ZoneReference>?
    public var profile: Located<ProfileID>?
    public var text: String?
  }

  /// Nothing moves, for a while.
  public struct Rest: Hashable, Sendable, Codable {
    public var duration: Located<Amount>
    public var text: String?
  }

  /// The person moves the head; goes on by contact, button or Enter, or ends the session when the
  /// wait is over.
  public struct Move: Hashable, Sendable, Codable {
    /// The zone to go to; nil stays with the zone.
    public var zone: Located<ZoneReference>?
    /// The side to go to; nil is that of `zone`, or the present one.
    public var side: Located<Side>?
    public var text: String?
    /// Nil waits ``Checker/defaultWait``.
    public var wait: Located<Amount>?
  }
}
