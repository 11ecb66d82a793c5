// SPDX-License-Identifier: Apache-2.0

import Envelope
import GRDB
import Person
import Quantities

extension LedgerStore {
  /// The zone-sides of a subject that had anything within a day, with the class they were charged as.
  public func recentPlaces(subject: LedgerSubject, now reading: ClockReading) throws(LedgerError)
    -> [TreatedSide]
  {
    try transaction(reading) { db, clock in
      guard let id = try Self.findSubject(db, subject) else { return [] }
      return try Row.fetchAll(
        db,
        sql: """
          SELECT zone, side FROM charge WHERE subject = ? AND proven > ? AND energised > 0
          GROUP BY zone, side ORDER BY zone, side
          """,
        arguments: [id, (clock.now.proven - Self.day).milliseconds]
      ).map { TreatedSide(zone: $0["zone"], side: $0["side"]) }
    }
  }
}

extension LedgerUsage.Place {
  /// How long until a place may have `wanted` more, by rest and day; zero when it may now, nil when
  /// it never may at once.
  public func wait(for wanted: Interval, _ safetyClass: SafetyClass) -> Interval? {
    let cap = Limits.applicationMaximum(safetyClass)
    let day = Limits.dailyMaximum(safetyClass)
    guard wanted <= cap, wanted <= day else { return nil }
    let rest = Limits.restAfterCap(safetyClass)
    let isRested = sinceLast.map { $0 >= rest } ?? true
    var wait = isRested || application + wanted <= cap ? .zero : rest - (sinceLast ?? .zero)
    var used = today
    for release in releases {
      guard used + wanted > day else { break }
      used = used - release.amount
      wait = max(wait, release.wait)
    }
    return wait
  }
}
