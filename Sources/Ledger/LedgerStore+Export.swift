// SPDX-License-Identifier: Apache-2.0

import GRDB
import Person
import Quantities

extension LedgerStore {
  /// A part of everything that is kept of a subject, as records of an export.
  public struct ExportPart: Hashable, Sendable {
    public var records: [String]
    /// Where the next part begins; nil after the last.
    public var next: Int?
  }

  /// Sessions, diary, assessments and standing locks, oldest first, `count` records from position `from`.
  public func export(subject: LedgerSubject, from: Int = 0, count: Int = 500) throws(LedgerError)
    -> ExportPart
  {
    try reading { db in
      guard let id = try Self.findSubject(db, subject) else {
        return ExportPart(records: [], next: nil)
      }
      var records: [String] = []
      let sessions = try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM session WHERE subject = ? AND outcome IS NOT NULL ORDER BY id LIMIT ? OFFSET ?
          """,
        arguments: [id, count, from])
      for row in sessions {
        records.append(try ArchiveRecord(session: Self.archived(db, row)).sealed())
      }
      var before = try Self.count(db, "session WHERE subject = ? AND outcome IS NOT NULL", id)
      for entry in try Self.entries(
        db, subject: id, from: max(0, from - before), count: count - records.count)
      { records.append(try ArchiveRecord(entry: entry).sealed()) }
      before += try Self.count(db, "report WHERE subject = ?", id)
      for finding in try Self.findings(
        db, subject: id, from: max(0, from - before), count: count - records.count)
      { records.append(try ArchiveRecord(finding: finding).sealed()) }
      guard records.count < count else { return ExportPart(records: records, next: from + count) }
      for lock in try Self.locks(db, subject: id) {
        let lock = ArchiveRecord.Lock(
          zone: lock.place.zone, side: lock.place.side, since: lock.since.milliseconds)
        records.append(try ArchiveRecord(lock: lock).sealed())
      }
      return ExportPart(records: records, next: nil)
    }
  }

  private static func archived(_ db: Database, _ row: Row) throws -> ArchiveRecord.Session {
    let id: Int64 = row["id"]
    let began = Timestamp(milliseconds: row["wall"])
    let claimed = Timestamp(milliseconds: row["claimed"])
    let charges = try Row.fetchAll(
      db, sql: "SELECT * FROM charge WHERE session = ? ORDER BY id", arguments: [id]
    ).map { charge in
      let at = Timestamp(milliseconds: charge["claimed"])
      // The calendar of the session, moved on by what the ledger's clock did since.
      return ArchiveRecord.Charge(
        zone: charge["zone"], side: charge["side"], safetyClass: charge["safetyClass"],
        energisedMs: charge["energised"], handPoints: charge["handPoints"],
        at: (began + max(.zero, at - claimed)).milliseconds)
    }
    let delivered = try Row.fetchAll(
      db, sql: "SELECT * FROM delivery WHERE session = ? ORDER BY position", arguments: [id]
    ).map { row in
      let means = try Row.fetchAll(
        db, sql: "SELECT * FROM actuator WHERE session = ? AND position = ? ORDER BY actuator",
        arguments: [id, row["position"] as Int64]
      ).map { row in
        ArchiveRecord.Means(
          meanFrequency: row["meanFrequency"], meanAmplitude: row["meanAmplitude"],
          meanCommandedAmplitude: row["meanCommandedAmplitude"],
          peakAcceleration: row["peakAcceleration"])
      }
      return ArchiveRecord.Delivered(
        address: row["address"], energisedMs: row["energised"], handPoints: row["handPoints"],
        meanFrequency: row["meanFrequency"], meanAmplitude: row["meanAmplitude"],
        peakAcceleration: row["peakAcceleration"],
        meanCommandedAmplitude: row["meanCommandedAmplitude"],
        actuators: means.isEmpty ? nil : means)
    }
    let said = try said(db, session: id).map {
      ArchiveRecord.Said(
        sinceMs: $0.since.milliseconds, step: $0.step, question: $0.question, number: $0.number)
    }
    let reason: String? = row["reason"]
    return ArchiveRecord.Session(
      name: row["name"], title: row["title"], device: row["device"], simulated: row["simulated"],
      program: row["program"], started: began.milliseconds, outcome: row["outcome"],
      reason: reason ?? "",
      standstillMs: row["standstill"], confirmedMs: row["confirmed"],
      standstillConfirmed: row["standstillConfirmed"], charges: charges, delivered: delivered,
      said: said)
  }

  private static func count(_ db: Database, _ rows: String, _ subject: Int64) throws -> Int {
    try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM \(rows)", arguments: [subject]) ?? 0
  }

  private static func findings(_ db: Database, subject: Int64, from: Int, count: Int) throws
    -> [ArchiveRecord.Finding]
  {
    try Row.fetchAll(
      db,
      sql: "SELECT content, wall FROM assessment WHERE subject = ? ORDER BY id LIMIT ? OFFSET ?",
      arguments: [subject, count, from]
    ).compactMap { row in
      assessment(row["content"]).map { ArchiveRecord.Finding(at: row["wall"], assessment: $0) }
    }
  }

  private static func entries(_ db: Database, subject: Int64, from: Int, count: Int) throws
    -> [ArchiveRecord.Entry]
  {
    try Row.fetchAll(
      db,
      sql: """
        SELECT report.*, session.name AS sessionName FROM report
        LEFT JOIN session ON session.id = report.session
        WHERE report.subject = ? ORDER BY report.claimed, report.id LIMIT ? OFFSET ?
        """,
      arguments: [subject, count, from]
    ).map { row in
      ArchiveRecord.Entry(
        kind: row["kind"], session: row["sessionName"], at: row["wall"], pain: row["pain"],
        tolerance: row["tolerance"], numb: row["numb"], durationMs: row["duration"],
        worse: row["worse"], better: row["better"], text: row["text"],
        daily: dailyLife(row["daily"]))
    }
  }
}
