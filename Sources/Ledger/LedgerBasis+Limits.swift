// SPDX-License-Identifier: Apache-2.0

import Envelope
import GRDB
import Person
import Quantities

extension LedgerBasis {
  /// Refuses another session: damaged records, three a day, the hand.
  func checkSession(subject: Int64, uid: UInt32) throws {
    let until = try Int64.fetchOne(
      db, sql: "SELECT unaccountedUntil FROM clock WHERE unaccountedUntil IS NOT NULL")
    if let until, now.milliseconds < until {
      throw LedgerError.limit(
        refusal(
          .unaccounted, used: 0, allowed: 0, wait: Timestamp(milliseconds: until) - now))
    }
    let sessions = try sessions(subject: subject)
    let allowed = Limits.sessionsPerDay
    if sessions.count >= allowed {
      throw LedgerError.limit(
        refusal(
          .sessionsPerDay, used: Double(sessions.count), allowed: Double(allowed),
          wait: sessions[allowed - 1] + LedgerStore.day - now))
    }
    try checkHand(uid: uid, adding: 0)
  }

  /// Refuses `points` more for the operator's hand; at the limit, also none.
  func checkHand(uid: UInt32, adding points: Double) throws {
    let hand = try hand(uid: uid)
    let used = hand.reduce(0) { $0 + $1.points }
    let allowed = Double(Limits.handPointsRefuse)
    guard used < allowed, used + points <= allowed else {
      throw LedgerError.limit(
        refusal(
          .handPoints, used: used, allowed: allowed,
          wait: wait(hand.map { ($0.at, $0.points) }, until: allowed - points)))
    }
  }

  /// Refuses `length` more for a place.
  func checkPlace(
    subject: Int64, _ place: TreatedSide, _ safetyClass: SafetyClass, adding length: Interval
  ) throws {
    let usage = try self.place(subject: subject, place, safetyClass)
    let dayAllowed = Limits.dailyMaximum(safetyClass)
    guard usage.today + length <= dayAllowed else {
      let today = try today(subject: subject, place).map {
        (at: $0.at, amount: Double($0.energised.seconds))
      }
      throw LedgerError.limit(
        refusal(
          .zoneDay, place, used: Double(usage.today.seconds), allowed: Double(dayAllowed.seconds),
          wait: wait(today, until: Double((dayAllowed - length).seconds))))
    }
    let allowed = Limits.applicationMaximum(safetyClass)
    guard usage.application + length <= allowed else {
      throw LedgerError.limit(
        refusal(
          .application, place, used: Double(usage.application.seconds),
          allowed: Double(allowed.seconds),
          wait: Limits.restAfterCap(safetyClass) - (usage.sinceLast ?? .zero)))
    }
  }

  /// Refuses `length` more for a session.
  func checkLength(session: Int64, adding length: Interval) throws {
    let used = Interval.milliseconds(
      try Int64.fetchOne(
        db, sql: "SELECT SUM(energised) FROM charge WHERE session = ?", arguments: [session]) ?? 0)
    let allowed = Limits.sessionEnergisedMaximum
    guard used + length <= allowed else {
      throw LedgerError.limit(
        refusal(
          .session, used: Double(used.seconds), allowed: Double(allowed.seconds), wait: nil))
    }
  }
}
