// SPDX-License-Identifier: Apache-2.0

import Envelope
import Person
import Quantities

/// What a subject and the operator have had, as it counts now.
///
/// "A day" is the last 24 hours, so that no midnight and no time zone grants anything.
public struct LedgerUsage: Hashable, Sendable {
  /// Something that leaves the count of the last 24 h.
  public struct Release<Amount: Hashable & Sendable>: Hashable, Sendable {
    public var wait: Interval
    public var amount: Amount

    public init(wait: Interval, amount: Amount) {
      self.wait = wait
      self.amount = amount
    }
  }

  /// One side of a zone.
  public struct Place: Hashable, Sendable {
    /// Energised within 24 h.
    public var today: Interval
    /// Energised since the last rest that was long enough for the zone's class.
    public var application: Interval
    /// Since the last energised moment; nil when there never was one.
    public var sinceLast: Interval?
    /// What leaves the day's count, and in how long, soonest first.
    public var releases: [Release<Interval>]

    public init(
      today: Interval, application: Interval, sinceLast: Interval?,
      releases: [Release<Interval>] = []
    ) {
      self.releases = releases
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
  /// When they leave the count, soonest first.
  public var handReleases: [Release<Double>]
  public var places: [TreatedSide: Place]
  /// Until another session may begin by count; nil when one may now.
  public var sessionsEaseIn: Interval?
  /// Whether this rests on calendar time that nobody vouches for, which grants one session.
  public var onClaim: Bool

  /// Until the hand has less than its limit; zero when it has now.
  public var handEaseIn: Interval {
    var points = handPointsToday
    var wait = Interval.zero
    for release in handReleases {
      guard points >= Double(Limits.handPointsRefuse) else { break }
      points -= release.amount
      wait = release.wait
    }
    return wait
  }

  public init(
    sessionsToday: Int, earlierSessions: Int, handPointsToday: Double,
    handReleases: [Release<Double>] = [], places: [TreatedSide: Place], sessionsEaseIn: Interval?,
    onClaim: Bool
  ) {
    self.sessionsToday = sessionsToday
    self.earlierSessions = earlierSessions
    self.handPointsToday = handPointsToday
    self.handReleases = handReleases
    self.places = places
    self.sessionsEaseIn = sessionsEaseIn
    self.onClaim = onClaim
  }
}
