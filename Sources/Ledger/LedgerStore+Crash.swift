// SPDX-License-Identifier: Apache-2.0

import Envelope
import GRDB
import Person
import Quantities

extension LedgerStore {
  /// Ends the sessions that a crash left open, at what was charged.
  ///
  /// A charge may have been delivered up to the device's own hard stop after it was made, so that is
  /// when it ended, unless that is still to come.
  static func settleCrashes(_ queue: DatabaseQueue, at reading: ClockReading) throws -> [String] {
    try queue.write { db in
      let open = try Int64.fetchAll(db, sql: "SELECT id FROM session WHERE outcome IS NULL")
      let names = try String.fetchAll(
        db, sql: "SELECT name FROM session WHERE outcome IS NULL ORDER BY id")
      let ends = try Row.fetchAll(
        db,
        sql: """
          SELECT id, proven, claimed FROM charge
          WHERE settled = 0 AND session IN (SELECT id FROM session WHERE outcome IS NULL)
          """)
      let clock = try advance(db, to: reading)
      let longest = Limits.deviceWallMaximum.milliseconds
      for row in ends {
        let id: Int64 = row["id"]
        let proven: Int64 = row["proven"]
        let claimed: Int64 = row["claimed"]
        try db.execute(
          sql: "UPDATE charge SET proven = ?, claimed = ? WHERE id = ?",
          arguments: [
            min(clock.now.proven.milliseconds, proven + longest),
            min(clock.now.claimed.milliseconds, claimed + longest), id,
          ])
      }
      for id in open {
        try db.execute(
          sql: """
            UPDATE session SET outcome = 'interrupted', endedWall = ?,
              reason = 'The daemon ended before the session did; what was charged counts in full.',
              energised = (SELECT COALESCE(SUM(energised), 0) FROM charge WHERE session = session.id),
              handPoints = (SELECT COALESCE(SUM(handPoints), 0) FROM charge WHERE session = session.id)
            WHERE id = ?
            """,
          arguments: [reading.wall.milliseconds, id])
      }
      try dropErased(db, clock, boot: reading.boot)
      return names
    }
  }
}
