// SPDX-License-Identifier: Apache-2.0
public import Person
import Quantities

/// The ledger as the supervisor needs it: asked before a session, charged before delivery.
///
/// Every method is synchronous and durable when it returns; what it throws ends up in the client's
/// error as `StorageFailed`, and stops a running session for want of credit.
public protocol Accounting {
  /// Whether the questions are answered and harmless now, and what the answers take away; with
  /// `toBegin`, also whether they hold for as long as a session may last.
  mutating func screening(subject: String, toBegin: Bool, at: WallTime) throws -> Screening
  /// What the subject and the operator have had.
  mutating func usage(subject: String, zoneSides: [ZoneSide], at: WallTime) throws -> Usage
  /// Begins a session, which from now on counts against the day.
  mutating func open(_ opening: SessionOpening) throws
  /// Charges energised time to a zone-side before it is delivered.
  mutating func charge(
    session: String, zoneSide: ZoneSide, energised: Interval, handPoints: Float, at: WallTime)
    throws
  /// Replaces what a session was charged for a zone-side by what was delivered.
  mutating func settle(
    session: String, zoneSide: ZoneSide, energised: Interval, handPoints: Float, at: WallTime)
    throws
  /// Ends a session with its record.
  mutating func close(_ record: SessionRecord) throws
}

/// The state of a subject's answers.
public enum Screening: Hashable, Sendable {
  /// A session may begin, or go on for so long, within what the answers leave.
  case permitted(Restrictions, left: Interval = .seconds(Int64(86_400)))
  /// These questions are to be asked first.
  case open([String])
  /// An answer forbids treatment: the rule, and one sentence with the way out.
  case refused(rule: String, message: String)

  /// Nothing stands against anything.
  public static let clear = Screening.permitted(.none)
}

/// What counts against the limits.
public struct Usage: Hashable, Sendable {
  /// Begun within a day.
  public var sessionsToday: Int
  /// Begun ever, today's included.
  public var sessionsEver: Int
  /// Operator's HSE points within a day.
  public var handPointsToday: Float
  public var zoneSides: [ZoneSide: ZoneUsage]
  /// When another session may begin by count.
  public var dayEnds: WallTime
  /// When the hand has less than its limit again.
  public var handEases: WallTime
  /// What the person's course leaves of the amplitude, 0…1; a side that is missing has all of it.
  public var factors: [ZoneSide: Float]

  public init(
    sessionsToday: Int, sessionsEver: Int, handPointsToday: Float,
    zoneSides: [ZoneSide: ZoneUsage], dayEnds: WallTime, handEases: WallTime? = nil,
    factors: [ZoneSide: Float] = [:]
  ) {
    self.handEases = handEases ?? dayEnds
    self.factors = factors
    self.sessionsToday = sessionsToday
    self.sessionsEver = sessionsEver
    self.handPointsToday = handPointsToday
    self.zoneSides = zoneSides
    self.dayEnds = dayEnds
  }
}

/// What one zone-side has had.
public struct ZoneUsage: Hashable, Sendable {
  /// What leaves the day's count at a time.
  public struct Release: Hashable, Sendable {
    public var at: WallTime
    public var energised: Interval

    public init(at: WallTime, energised: Interval) {
      self.at = at
      self.energised = energised
    }
  }

  /// Energised within a day.
  public var energisedToday: Interval
  /// Energised in the last application.
  public var lastApplication: Interval
  /// When the last application ended; nil when there was none.
  public var lastEnded: WallTime?
  /// When today's time leaves the count, soonest first.
  public var releases: [Release]

  public init(
    energisedToday: Interval, lastApplication: Interval, lastEnded: WallTime?,
    releases: [Release] = []
  ) {
    self.releases = releases
    self.energisedToday = energisedToday
    self.lastApplication = lastApplication
    self.lastEnded = lastEnded
  }
}

/// A session as it begins.
public struct SessionOpening: Hashable, Sendable {
  public var session: String
  public var subject: String
  public var device: String
  public var simulated: Bool
  public var title: String
  /// Names exactly the program's texts; empty for a session without any.
  public var program: String
  public var started: WallTime

  public init(
    session: String, subject: String, device: String, simulated: Bool, title: String,
    program: String = "", started: WallTime
  ) {
    self.program = program
    self.session = session
    self.subject = subject
    self.device = device
    self.simulated = simulated
    self.title = title
    self.started = started
  }
}
