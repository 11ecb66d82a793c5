// SPDX-License-Identifier: Apache-2.0
import Quantities

/// A lease that is not renewed ends motion 1.25 s after its last renewal; no motion without one,
/// and none that was not charged to the ledger beforehand.
struct LeaseChecker: PromiseChecker {
  /// docs/promises.md §3: 1.25 s for a frozen client, of which the lease itself is 1 s.
  static var afterLease: Interval { .milliseconds(250) }
  /// A daemon that stands still cannot end a lease; the device then counts from the last setpoint, which
  /// is watched by its own checker.
  private(set) var energised = Interval.zero
  private var sessions: UInt32 = 0
  private var energisedBefore = Interval.zero
  private var chargedBefore = Interval.zero
  private var charged = Interval.zero

  mutating func check(_ moment: WorldMoment) -> Violation? {
    if moment.sessions != sessions {
      // What one session has paid and not used is not the next one's.
      sessions = moment.sessions
      energisedBefore = energised
      chargedBefore = charged
    }
    charged = moment.charged
    if moment.isDriven { energised = energised + .milliseconds(1) }
    if moment.isDriven, moment.now > moment.leaseUntil + Self.afterLease {
      return Violation(
        promise: .leaseExpires, at: moment.elapsed,
        detail:
          "driven with \(moment.current) A, \((moment.now - moment.leaseUntil).milliseconds) ms after the lease ended"
      )
    }
    let delivered = energised - energisedBefore
    let paid = moment.charged - chargedBefore
    if delivered > paid {
      return Violation(
        promise: .paidBeforehand, at: moment.elapsed,
        detail:
          "\(delivered.milliseconds) ms driven, \(paid.milliseconds) ms charged")
    }
    return nil
  }
}
