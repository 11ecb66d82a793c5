// SPDX-License-Identifier: Apache-2.0

import GRDB
import Person
import Quantities

extension LedgerStore {
  /// How old what was said before a session may be to belong to it `[E]`.
  static let beforeHolds = Interval.seconds(Int64(3600))

  /// Keeps what a person said, and returns the zone-sides that it locks.
  ///
  /// What is said after a session belongs to the one that is named, or to the last one. Numbness is of
  /// the one that is named, else of what runs now, else of the last one.
  public func write(
    _ entry: DiaryEntry, subject: LedgerSubject, now reading: ClockReading
  ) throws(LedgerError) -> [ZoneLock] {
    if let problem = entry.problem { throw .entry(problem) }
    return try transaction(reading) { db, clock in
      let id = try Self.subjectID(db, subject, at: reading)
      let session = try Self.session(of: entry, db, subject: id)
      try Self.insert(
        entry, db, subject: id, session: session, claimed: clock.now.claimed, wall: reading.wall)
      guard entry.numb == true else { return [] }
      let places = try Self.numbed(entry.session == nil ? nil : session, db, subject: id)
      guard !places.isEmpty else {
        throw LedgerError.entry(
          "Numbness locks what a session has treated, and none has treated anything; begin none while it lasts, and show it to a doctor."
        )
      }
      return try Self.lock(places, db, subject: id, wall: reading.wall)
    }
  }

  /// What was written, newest first, without the `skip` newest.
  public func diary(subject: LedgerSubject, limit: Int, skip: Int = 0) throws(LedgerError)
    -> [DiaryEntry]
  {
    try reading { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT report.*, session.name AS sessionName
          FROM report JOIN subject ON subject.id = report.subject
          LEFT JOIN session ON session.id = report.session
          WHERE subject.uid = ? AND subject.name = ? ORDER BY report.claimed DESC, report.id DESC
          LIMIT ? OFFSET ?
          """,
        arguments: [Int64(subject.uid), subject.name, max(0, limit), max(0, skip)]
      ).map { Self.entry($0) }
    }
  }

  /// The zone-sides of a person that are locked now.
  public func locks(subject: LedgerSubject) throws(LedgerError) -> [ZoneLock] {
    try reading { db in
      guard let id = try Self.findSubject(db, subject) else { return [] }
      return try Self.locks(db, subject: id)
    }
  }

  /// Lifts the locks of a place once the person says that the numbness is gone.
  ///
  /// - Returns: how many were lifted.
  public func unlock(
    _ place: TreatedSide, subject: LedgerSubject, now reading: ClockReading
  ) throws(LedgerError) -> Int {
    try transaction(reading) { db, _ in
      guard let id = try Self.findSubject(db, subject) else { return 0 }
      try db.execute(
        sql: """
          UPDATE zoneLock SET clearedWall = ?
          WHERE subject = ? AND zone = ? AND side = ? AND clearedWall IS NULL
          """,
        arguments: [reading.wall.milliseconds, id, place.zone, place.side])
      return db.changesCount
    }
  }

  static func locks(_ db: Database, subject: Int64) throws -> [ZoneLock] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT zone, side, MIN(wall) AS wall FROM zoneLock
        WHERE subject = ? AND clearedWall IS NULL GROUP BY zone, side ORDER BY zone, side
        """,
      arguments: [subject]
    ).map { row in
      ZoneLock(
        place: TreatedSide(zone: row["zone"], side: row["side"]),
        since: Timestamp(milliseconds: row["wall"]))
    }
  }

  static func isLocked(_ db: Database, subject: Int64, _ place: TreatedSide) throws -> Bool {
    try Int64.fetchOne(
      db,
      sql: """
        SELECT 1 FROM zoneLock
        WHERE subject = ? AND zone = ? AND side = ? AND clearedWall IS NULL LIMIT 1
        """,
      arguments: [subject, place.zone, place.side]) != nil
  }

  static func lock(
    _ places: [TreatedSide], _ db: Database, subject: Int64, wall: Timestamp, imported: Bool = false
  ) throws -> [ZoneLock] {
    for place in places where try !isLocked(db, subject: subject, place) {
      try db.execute(
        sql: "INSERT INTO zoneLock (subject, zone, side, wall, imported) VALUES (?, ?, ?, ?, ?)",
        arguments: [subject, place.zone, place.side, wall.milliseconds, imported])
    }
    return places.map { ZoneLock(place: $0, since: wall) }
  }

  /// What was said shortly before a session begins belongs to it.
  static func adopt(_ db: Database, subject: Int64, session: Int64, now: Timestamp) throws {
    try db.execute(
      sql: """
        UPDATE report SET session = ? WHERE id = (
          SELECT id FROM report WHERE subject = ? AND claimed > ? AND kind = 'before'
            AND session IS NULL AND imported = 0 ORDER BY claimed DESC, id DESC LIMIT 1)
        """,
      arguments: [session, subject, (now - beforeHolds).milliseconds])
  }

  static func insert(
    _ entry: DiaryEntry, _ db: Database, subject: Int64, session: Int64?, claimed: Timestamp,
    wall: Timestamp
  ) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO report (subject, session, kind, claimed, wall, pain, tolerance, numb, duration,
          worse, better, text, daily, imported) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(
      arguments: [
        subject, session, entry.kind.rawValue, claimed.milliseconds, wall.milliseconds, entry.pain,
        entry.tolerance, entry.numb, entry.duration?.milliseconds, entry.worse, entry.better,
        entry.text, try entry.daily.map { try Self.text($0) }, entry.imported,
      ])
  }

  private static func session(of entry: DiaryEntry, _ db: Database, subject: Int64) throws
    -> Int64?
  {
    if let name = entry.session {
      let found = try Int64.fetchOne(
        db, sql: "SELECT id FROM session WHERE name = ? AND subject = ?",
        arguments: [name, subject]
      )
      guard let found else { throw LedgerError.noSuchSession(name) }
      return found
    }
    guard entry.kind == .after else { return nil }
    if entry.numb == true, let open = try open(db, subject: subject).first { return open }
    guard let last = try last(db, subject: subject) else {
      throw LedgerError.entry("There is no session yet to say something about; run one first.")
    }
    return last
  }

  /// What may have left something numb: a session that is named, else all that run, else the last.
  private static func numbed(_ session: Int64?, _ db: Database, subject: Int64) throws
    -> [TreatedSide]
  {
    if let session { return try places(db, session: session) }
    let running = try open(db, subject: subject).flatMap { try places(db, session: $0) }
    guard running.isEmpty else { return running }
    return try last(db, subject: subject).map { try places(db, session: $0) } ?? []
  }

  private static func open(_ db: Database, subject: Int64) throws -> [Int64] {
    try Int64.fetchAll(
      db, sql: "SELECT id FROM session WHERE subject = ? AND outcome IS NULL ORDER BY id DESC",
      arguments: [subject])
  }

  /// The last that ended and had delivered anything.
  private static func last(_ db: Database, subject: Int64) throws -> Int64? {
    try Int64.fetchOne(
      db,
      sql: """
        SELECT id FROM session
        WHERE subject = ? AND imported = 0 AND outcome IS NOT NULL AND energised > 0
        ORDER BY proven DESC, id DESC LIMIT 1
        """,
      arguments: [subject])
  }

  private static func places(_ db: Database, session: Int64) throws -> [TreatedSide] {
    try Row.fetchAll(
      db, sql: "SELECT zone, side FROM charge WHERE session = ? AND energised > 0 ORDER BY id",
      arguments: [session]
    ).map { TreatedSide(zone: $0["zone"], side: $0["side"]) }
  }

  static func entry(_ row: Row) -> DiaryEntry {
    let kind: String = row["kind"]
    let duration: Int64? = row["duration"]
    return DiaryEntry(
      DiaryEntry.Kind(rawValue: kind) ?? .note, session: row["sessionName"],
      at: Timestamp(milliseconds: row["wall"]), pain: row["pain"], tolerance: row["tolerance"],
      numb: row["numb"], duration: duration.map { .milliseconds($0) }, worse: row["worse"],
      better: row["better"], text: row["text"], daily: Self.dailyLife(row["daily"]),
      imported: row["imported"])
  }
}
