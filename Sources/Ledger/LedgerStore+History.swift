// SPDX-License-Identifier: Apache-2.0

import GRDB
import Person
import Quantities

extension LedgerStore {
  /// The ended sessions of a subject, newest first, without the `skip` newest.
  public func history(subject: LedgerSubject, limit: Int, skip: Int = 0) throws(LedgerError)
    -> [LedgerRecord]
  {
    try reading { db in
      try Row.fetchAll(
        db,
        sql: """
          \(Self.recordColumns) WHERE subject.uid = ? AND subject.name = ?
            AND subject.erased = 0 AND session.outcome IS NOT NULL
          ORDER BY session.wall DESC, session.id DESC LIMIT ? OFFSET ?
          """,
        arguments: [Int64(subject.uid), subject.name, max(0, limit), max(0, skip)]
      ).map { try Self.record(db, $0) }
    }
  }

  /// One ended session of any subject of a user; another user's is as if it were not there.
  public func record(session name: String, uid: UInt32) throws(LedgerError) -> LedgerRecord {
    try reading { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          \(Self.recordColumns) WHERE session.name = ? AND subject.uid = ?
            AND session.outcome IS NOT NULL
          """,
        arguments: [name, Int64(uid)])
      guard let row else { throw LedgerError.noSuchSession(name) }
      return try Self.record(db, row)
    }
  }

  /// The curve of a session of a user; nil where none was kept or it cannot be read.
  public func curve(session name: String, uid: UInt32) throws(LedgerError) -> DeliveredCurve? {
    try reading { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT samples, layout FROM curve JOIN session ON session.id = curve.session
          JOIN subject ON subject.id = session.subject WHERE session.name = ? AND subject.uid = ?
          """,
        arguments: [name, Int64(uid)])
      return row.flatMap { DeliveredCurve(blob: $0["samples"], layout: $0["layout"]) }
    }
  }

  /// The subjects a user keeps.
  public func subjects(uid: UInt32) throws(LedgerError) -> [LedgerSubject] {
    try reading { db in
      try String.fetchAll(
        db, sql: "SELECT name FROM subject WHERE uid = ? AND erased = 0 ORDER BY id",
        arguments: [Int64(uid)]
      ).map { LedgerSubject(uid: uid, name: $0) }
    }
  }

  private static let recordColumns = """
    SELECT session.*, subject.uid, subject.name AS subjectName
    FROM session JOIN subject ON subject.id = session.subject
    """

  private static func record(_ db: Database, _ row: Row) throws -> LedgerRecord {
    let id: Int64 = row["id"]
    let uid: Int64 = row["uid"]
    let outcome: String = row["outcome"]
    let reason: String? = row["reason"]
    let handPoints: Double = row["handPoints"]
    let standstill: Int64? = row["standstill"]
    let confirmed: Int64? = row["confirmed"]
    var record = LedgerRecord(
      opening: LedgerOpening(
        session: row["name"],
        subject: LedgerSubject(uid: UInt32(clamping: uid), name: row["subjectName"]),
        device: row["device"], simulated: row["simulated"], title: row["title"],
        program: row["program"]),
      started: Timestamp(milliseconds: row["wall"]),
      outcome: LedgerRecord.Outcome(rawValue: outcome) ?? .failed,
      reason: reason ?? "",
      zones: try zones(db, session: id),
      energised: .milliseconds(row["energised"]),
      handPoints: Float(handPoints),
      standstill: standstill.map { .milliseconds($0) },
      confirmed: confirmed.map { .milliseconds($0) },
      standstillConfirmed: row["standstillConfirmed"])
    record.said = try said(db, session: id)
    record.imported = row["imported"]
    return record
  }
}
