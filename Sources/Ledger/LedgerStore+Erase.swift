// SPDX-License-Identifier: Apache-2.0

import Envelope
import GRDB
import Person
import Programs
import Quantities

extension LedgerStore {
  /// What an erasure removed, and what stays until it counts no more.
  public struct Erased: Hashable, Sendable {
    public var sessions = 0
    public var entries = 0
    /// Sessions of the last day that limits still count, without words.
    public var kept = 0
  }

  /// Removes what is personal and keeps, without words, what a limit still counts.
  ///
  /// Doses of the last day, locks, and a level that was lowered stay; the name stays as a digest, by
  /// which they are found again when the name is. Experience goes, so that it begins gently.
  public func erase(subject: LedgerSubject, now reading: ClockReading) throws(LedgerError) -> Erased
  {
    let erased = try transaction(reading) { db, clock -> Erased in
      guard let id = try Self.findSubject(db, subject) else { return Erased() }
      let running = try Int64.fetchOne(
        db, sql: "SELECT 1 FROM session WHERE subject = ? AND outcome IS NULL", arguments: [id])
      guard running == nil else {
        throw LedgerError.entry("A session of this person is running; stop it, then erase.")
      }
      let gentler = try Self.gentler(db, subject: id, now: clock.now.claimed)
      var erased = Erased()
      try db.execute(sql: "DELETE FROM report WHERE subject = ?", arguments: [id])
      erased.entries = db.changesCount
      for table in ["answer", "agreement", "assessment"] {
        try db.execute(sql: "DELETE FROM \(table) WHERE subject = ?", arguments: [id])
      }
      erased.sessions = try Self.forgetSessions(db, subject: id, clock, boot: reading.boot)
      erased.kept = try Self.silence(db, subject: id)
      erased.sessions += erased.kept
      try db.execute(
        sql: "UPDATE subject SET name = ?, created = 0, erased = 1, gentler = ? WHERE id = ?",
        arguments: [
          Self.erasedName(subject.name, salt: String(UInt64.random(in: .min ... .max), radix: 16)),
          Double(gentler), id,
        ])
      try Self.dropErased(db, clock, boot: reading.boot)
      return erased
    }
    try compact()
    return erased
  }

  /// Deletes the sessions that no limit counts any more.
  private static func forgetSessions(
    _ db: Database, subject: Int64, _ clock: LedgerClock, boot: String
  ) throws -> Int {
    let since = (clock.now.proven - day).milliseconds
    try db.execute(
      sql: """
        DELETE FROM session WHERE subject = ? AND outcome IS NOT NULL AND proven <= ?
          AND NOT (onClaim = 1 AND boot = ?)
          AND NOT EXISTS (SELECT 1 FROM charge WHERE session = session.id AND proven > ?)
        """,
      arguments: [subject, since, boot, since])
    return db.changesCount
  }

  /// Takes the words and measurements from the sessions that stay.
  private static func silence(_ db: Database, subject: Int64) throws -> Int {
    for table in ["delivery", "actuator", "curve", "said"] {
      try db.execute(
        sql: "DELETE FROM \(table) WHERE session IN (SELECT id FROM session WHERE subject = ?)",
        arguments: [subject])
    }
    try db.execute(
      sql: """
        UPDATE session SET name = 'erased-' || id, title = '', device = '', program = '',
          reason = '', wall = 0, endedWall = 0, tolerated = 0 WHERE subject = ?
        """,
      arguments: [subject])
    return db.changesCount
  }

  /// How much less than the first level a person has come down to.
  private static func gentler(_ db: Database, subject: Int64, now: Timestamp) throws -> Float {
    let progression = try progression(db, subject: subject, now: now)
    return [SafetyClass.a, .b, .neck].map {
      progression.amplitudeFactor($0) / Limits.firstSessionsFactor($0)
    }.reduce(1, min)
  }

  /// Forgets the people who were erased once nothing of them counts.
  static func dropErased(_ db: Database, _ clock: LedgerClock, boot: String) throws {
    for id in try Int64.fetchAll(db, sql: "SELECT id FROM subject WHERE erased = 1") {
      _ = try forgetSessions(db, subject: id, clock, boot: boot)
    }
    try db.execute(
      sql: """
        DELETE FROM subject WHERE erased = 1 AND gentler >= 1
          AND NOT EXISTS (SELECT 1 FROM session WHERE subject = subject.id)
          AND NOT EXISTS (SELECT 1 FROM zoneLock WHERE subject = subject.id AND clearedWall IS NULL)
        """)
  }

  /// `erased:salt:digest`.
  private static func erasedName(_ name: String, salt: String) -> String {
    "erased:\(salt):\(SecureHash.digits(of: salt + name))"
  }

  /// The row of somebody who was erased under this name.
  static func findErased(_ db: Database, _ subject: LedgerSubject) throws -> Int64? {
    let rows = try Row.fetchAll(
      db, sql: "SELECT id, name FROM subject WHERE uid = ? AND erased = 1",
      arguments: [Int64(subject.uid)])
    return rows.first { row in
      let parts = (row["name"] as String).split(separator: ":")
      return parts.count == 3 && erasedName(subject.name, salt: String(parts[1])) == row["name"]
    }?["id"]
  }
}
