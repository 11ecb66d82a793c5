// SPDX-License-Identifier: Apache-2.0

import GRDB
import Person
import Quantities

extension LedgerClock {
  /// The stored clock; nil in new records.
  static func load(_ db: Database) throws -> LedgerClock? {
    guard let row = try Row.fetchOne(db, sql: "SELECT * FROM clock WHERE id = 1") else {
      return nil
    }
    func moment(_ column: String) -> Timestamp { Timestamp(milliseconds: row[column]) }
    let sinceBoot: Int64 = row["sinceBoot"]
    let vouchedWall: Int64? = row["vouchedWall"]
    let vouchedProven: Int64? = row["vouchedProven"]
    var vouched: (wall: Timestamp, proven: Timestamp)?
    if let vouchedWall, let vouchedProven {
      vouched = (Timestamp(milliseconds: vouchedWall), Timestamp(milliseconds: vouchedProven))
    }
    return LedgerClock(
      now: Time(proven: moment("proven"), claimed: moment("claimed")),
      last: ClockReading(
        wall: moment("wall"), boot: row["boot"],
        sinceBoot: Instant(nanoseconds: UInt64(clamping: sinceBoot)),
        synchronised: row["synchronised"]),
      vouched: vouched)
  }

  /// Writes all but `unaccountedUntil`, which stays.
  func save(_ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO clock (id, proven, claimed, wall, boot, sinceBoot, synchronised, vouchedWall,
          vouchedProven) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET proven = excluded.proven, claimed = excluded.claimed,
          wall = excluded.wall, boot = excluded.boot, sinceBoot = excluded.sinceBoot,
          synchronised = excluded.synchronised, vouchedWall = excluded.vouchedWall,
          vouchedProven = excluded.vouchedProven
        """,
      arguments: [
        now.proven.milliseconds, now.claimed.milliseconds, last.wall.milliseconds, last.boot,
        Int64(clamping: last.sinceBoot.nanoseconds), last.synchronised,
        vouched?.wall.milliseconds, vouched?.proven.milliseconds,
      ])
  }
}
