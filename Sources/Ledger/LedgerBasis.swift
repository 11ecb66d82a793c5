// SPDX-License-Identifier: Apache-2.0

import Envelope
import GRDB
import Person
import Quantities

/// Counts what was had, on one of the ledger's clocks.
struct LedgerBasis {
  enum Kind: String { case proven, claimed }

  let db: Database
  let kind: Kind
  let now: Timestamp
  /// The calendar, to say when again.
  let wall: Timestamp

  init(_ db: Database, _ clock: LedgerClock, _ kind: Kind) {
    self.db = db
    self.kind = kind
    now = kind == .proven ? clock.now.proven : clock.now.claimed
    wall = clock.last.wall
  }

  private var dayBegan: Int64 { (now - LedgerStore.day).milliseconds }

  /// Starts of the sessions that count, newest first, without session `except`.
  ///
  /// One that never charged anything does not count once it has ended.
  func sessions(subject: Int64, except: Int64 = 0) throws -> [Timestamp] {
    try Int64.fetchAll(
      db,
      sql: """
        SELECT \(kind.rawValue) FROM session
        WHERE subject = ? AND \(kind.rawValue) > ? AND id <> ? AND (outcome IS NULL
          OR EXISTS (SELECT 1 FROM charge WHERE session = session.id AND energised > 0))
        ORDER BY \(kind.rawValue) DESC
        """,
      arguments: [subject, dayBegan, except]
    ).map { Timestamp(milliseconds: $0) }
  }

  /// Points of the operator's hand within a day, oldest first.
  func hand(uid: UInt32) throws -> [(at: Timestamp, points: Double)] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT \(kind.rawValue) AS at, handPoints FROM charge
        WHERE uid = ? AND \(kind.rawValue) > ? AND handPoints > 0 ORDER BY \(kind.rawValue)
        """,
      arguments: [Int64(uid), dayBegan]
    ).map { (Timestamp(milliseconds: $0["at"]), $0["handPoints"]) }
  }

  /// Energised time of a place within a day, oldest first.
  func today(subject: Int64, _ place: TreatedSide) throws -> [(at: Timestamp, energised: Interval)]
  {
    try Row.fetchAll(
      db,
      sql: """
        SELECT \(kind.rawValue) AS at, energised FROM charge
        WHERE subject = ? AND zone = ? AND side = ? AND \(kind.rawValue) > ? AND energised > 0
        ORDER BY \(kind.rawValue)
        """,
      arguments: [subject, place.zone, place.side, dayBegan]
    ).map { (Timestamp(milliseconds: $0["at"]), Self.energised($0)) }
  }

  /// Of one row; more than a day of them is none that was delivered, and could not be added up.
  private static func energised(_ row: Row) -> Interval {
    .milliseconds(min(max(0, row["energised"]), LedgerStore.day.milliseconds))
  }

  /// What one place has had: in a day, and since its last sufficient rest.
  func place(subject: Int64, _ place: TreatedSide, _ safetyClass: SafetyClass) throws
    -> LedgerUsage.Place
  {
    let charges = try today(subject: subject, place)
    let today = charges.reduce(Interval.zero) { min($0 + $1.energised, LedgerStore.day) }
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT \(kind.rawValue) AS at, energised FROM charge
        WHERE subject = ? AND zone = ? AND side = ? AND energised > 0
        ORDER BY \(kind.rawValue) DESC
        """,
      arguments: [subject, place.zone, place.side])
    let rest = Limits.restAfterCap(safetyClass)
    let cap = Limits.applicationMaximum(safetyClass)
    var application = Interval.zero
    var last: Timestamp?
    var later = now
    while let row = try rows.next() {
      let at = Timestamp(milliseconds: row["at"])
      if last == nil { last = at }
      let energised = Self.energised(row)
      guard later - at < rest else { break }
      application = application + energised
      // The rest before a charge lies before it began; one of the future begins now at the latest.
      later = min(later, at - energised)
      if application >= cap { break }
    }
    return LedgerUsage.Place(
      today: today, application: application, sinceLast: last.map { max(.zero, now - $0) },
      releases: charges.map {
        LedgerUsage.Release(wait: $0.at + LedgerStore.day - now, amount: $0.energised)
      })
  }

  func refusal(
    _ limit: LimitRefusal.Limit, _ place: TreatedSide? = nil, used: Double, allowed: Double,
    wait: Interval?
  ) -> LimitRefusal {
    LimitRefusal(
      limit: limit, place: place, used: used, allowed: allowed,
      wait: wait.map { max(.milliseconds(1), $0) }, wall: wall)
  }

  /// Until the amounts, oldest first, have left the day by enough for `allowed` to exceed what stays.
  func wait(_ amounts: [(at: Timestamp, amount: Double)], until allowed: Double) -> Interval {
    var left = amounts.reduce(0) { $0 + $1.amount }
    for (at, amount) in amounts {
      left -= amount
      if left < allowed { return at + LedgerStore.day - now }
    }
    return LedgerStore.day
  }
}
