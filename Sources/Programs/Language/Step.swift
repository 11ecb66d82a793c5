// SPDX-License-Identifier: Apache-2.0
public import Anatomy

/// One step of a program.
///
/// Kept behind a reference: a program has thousands, and most are small.
public indirect enum Step: Hashable, Sendable, Codable {
  case hold(Drive)
  case ramp(Drive)
  case sweep(Sweep)
  case pulse(Pulse)
  case wave(Drive)
  case rest(Rest)
  case move(Move)
  case ask(Ask)
  case `repeat`(Repeat)
  case together(Together)
  case use(Use)

  /// Vibration: constant for `hold`, linear in time for `ramp`, expressions of time for `wave`.
  ///
  /// Both ends of each course are equal for `hold` and `wave`.
  public struct Drive: Hashable, Sendable, Codable {
    public var frequency: Course
    public var amplitude: Course
    public var duration: Located<Amount>
    public var place: Place
    public var text: String?
    public var reactions: Reactions

    public var zone: Located<ZoneReference>? { place.zone }
    public var profile: Located<ProfileID>? { place.profile }
  }

  /// Where a step drives, when it says so itself.
  public struct Place: Hashable, Sendable, Codable {
    public var zone: Located<ZoneReference>?
    public var profile: Located<ProfileID>?
  }

  /// The frequency goes from one value to another and back, a number of times.
  public struct Sweep: Hashable, Sendable, Codable {
    /// Start, end and duration of all of it; the frequency's end is reached half-way through each
    /// turn, the amplitude's at the end of the step.
    public var drive: Drive
    /// How often there and back; nil is once.
    public var times: Located<Amount>?
  }

  /// Vibration and stillness in turns, beginning with vibration.
  public struct Pulse: Hashable, Sendable, Codable {
    /// Constant frequency and amplitude; the duration of all of it.
    public var drive: Drive
    /// How long each vibration lasts.
    public var beat: Located<Amount>
    /// How long each stillness lasts.
    public var gap: Located<Amount>
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

  /// Asks the person for a number from 0 to 10 and goes on by the answer; nothing moves.
  public struct Ask: Hashable, Sendable, Codable {
    public var text: String
    /// Nil waits 30 s [E].
    public var wait: Located<Amount>?
    /// In the order of the text; no two ranges meet.
    public var answers: [Answer]
    /// For an answer without a branch, and for none within the wait; nil stops.
    public var otherwise: Branch?
  }

  /// What follows the answers `lowest`…`highest`, both within 0…10.
  public struct Answer: Hashable, Sendable, Codable {
    public var lowest: Int
    public var highest: Int
    public var range: SourceRange
    public var branch: Branch
  }

  /// What follows an answer; the step behind the `ask` comes after it.
  public enum Branch: Hashable, Sendable, Codable {
    case steps([Located<Step>])
    case goOn
    /// The session ends.
    case stop
  }

  /// The same steps a number of times.
  public struct Repeat: Hashable, Sendable, Codable {
    public var times: Located<Amount>
    public var steps: [Located<Step>]
  }

  /// Several actuators of one device at once, on one zone, for the same time.
  public struct Together: Hashable, Sendable, Codable {
    /// At least one; no two of one actuator.
    public var drives: [ActuatorDrive]
    public var duration: Located<Amount>
    public var place: Place
    public var text: String?
    public var reactions: Reactions
  }

  /// What one actuator does in a `together`: constant, linear, or expressions of time.
  public struct ActuatorDrive: Hashable, Sendable, Codable {
    /// 0…7, as the device counts them.
    public var actuator: Located<Int>
    public var frequency: Course
    public var amplitude: Course
  }

  /// The steps of another program of the bundle, with values for its parameters.
  public struct Use: Hashable, Sendable, Codable {
    /// As written.
    public var program: Located<String>
    /// The key of the program in ``Program/library``.
    public var path: String
    /// Each name once; no expression of time.
    public var arguments: [Argument]
  }

  /// A value for a parameter of a used program.
  public struct Argument: Hashable, Sendable, Codable {
    public var name: Located<String>
    public var value: Located<Amount>
  }
}
