// SPDX-License-Identifier: Apache-2.0

import Envelope
import Person
import Quantities

/// What a subject and the operator have had, as it counts now.
///
/// "A day" is the last 24 hours, so that no midnight and no time zone grants anything.
public struct LedgerUsage: Hashable, Sendable {
  /// One side of a zone.
  public struct Place: Hashable, Sendable {
    /// Energised within 24 h.
    public var today: Interval
    /// Energised since the last rest that was long enough for the zone's class.
    public var application: Interval
    /// Since the last energised moment; nil when there never was one.
    public var sinceLast: Interval?

    public init(today: Interval, application: Interval, sinceLast: Interval?) {
      self.today = today
      self.application = application
      self.sinceLast = sinceLast
    }

    /// The same as the envelope counts it.
    public var budget: TissueBudget {
      TissueBudget(application: application, today: today, sinceLast: sinceLast)
    }
  }

  /// Sessions within 24 h that delivered anything, may have, or still run.
  public var sessionsToday: Int
  /// Sessions ever that ended well after at least 30 s; what "first three" counts.
  public var earlierSessions: Int
  /// The operator's points within 24 h, whoever was treated.
  public var handPointsToday: Double
  public var places: [TreatedSide: Place]
  /// Until another session may begin by count; nil when one may now.
  public var sessionsEaseIn: Interval?
  /// Whether this rests on calendar time that nobody vouches for, which grants one session.
  public var onClaim: Bool

  public init(
    sessionsToday: Int, earlierSessions: Int, handPointsToday: Double,
    places: [TreatedSide: Place], sessionsEaseIn: Interval?, onClaim: Bool
  ) {
    self.sessionsToday = sessionsToday
    self.earlierSessions = earlierSessions
    self.handPointsToday = handPointsToday
    self.places = places
    self.sessionsEaseIn = sessionsEaseIn
    self.onClaim = onClaim
  }
}
