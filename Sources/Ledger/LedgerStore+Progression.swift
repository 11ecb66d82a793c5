// SPDX-License-Identifier: Apache-2.0

import GRDB
import Person
import Quantities

extension LedgerStore {
  /// How far a person has come, and what they said on the way; nobody known gets the gentle caps.
  public func progression(subject: LedgerSubject, now reading: ClockReading) throws(LedgerError)
    -> Progression
  {
    try transaction(reading) { db, clock in
      guard let id = try Self.findSubject(db, subject) else { return Progression.unknown }
      return try Self.progression(db, subject: id, now: clock.now.claimed)
    }
  }

  /// More sessions than the rules' memory can hold at three a day.
  private static let mostReports = 400

  static func progression(_ db: Database, subject: Int64, now: Timestamp) throws -> Progression {
    let since = now - ProgressionRules.standard.memory
    let gentler =
      try Double.fetchOne(db, sql: "SELECT gentler FROM subject WHERE id = ?", arguments: [subject])
      ?? 1
    let doctor = try Int64.fetchOne(
      db,
      sql: """
        SELECT MAX(claimed) FROM report WHERE subject = ? AND kind = 'doctor' AND imported = 0
        """,
      arguments: [subject])
    return Progression(
      earlierSessions: try earlier(db, subject: subject),
      reports: try reports(db, subject: subject, since: since, imported: false)
        + reports(db, subject: subject, since: since, imported: true),
      pains: try pains(db, subject: subject, imported: false),
      importedPains: try hasImports(db, subject: subject)
        ? pains(db, subject: subject, imported: true) : [],
      doctorKnows: doctor.map { Timestamp(milliseconds: $0) }, gentler: Float(gentler), now: now)
  }

  /// What was said of the sessions since then that delivered anything.
  ///
  /// Of imported ones nothing is experience, and what a file says is of its own sessions only: it can
  /// lower a level and never raise it.
  private static func reports(_ db: Database, subject: Int64, since: Timestamp, imported: Bool)
    throws -> [SessionReport]
  {
    try Row.fetchAll(
      db,
      sql: """
        SELECT session.claimed, tolerated,
          (SELECT pain FROM report WHERE session = session.id AND kind = 'before'
            AND report.imported = session.imported ORDER BY claimed DESC, id DESC LIMIT 1) AS before,
          COALESCE((SELECT MAX(pain) FROM report WHERE session = session.id AND kind = 'after'
              AND report.imported = session.imported),
            (SELECT number FROM said WHERE session = session.id AND question IS NULL
              ORDER BY position DESC LIMIT 1)) AS after,
          (SELECT MAX(tolerance) FROM report WHERE session = session.id
            AND report.imported = session.imported) AS tolerance
        FROM (SELECT id, claimed, tolerated, energised, outcome, imported FROM session
          WHERE subject = ? AND imported = ? ORDER BY proven DESC LIMIT ?) AS session
        WHERE claimed > ? AND energised > 0 AND outcome IS NOT NULL
        """,
      arguments: [subject, imported, mostReports, since.milliseconds]
    ).map { row in
      SessionReport(
        began: Timestamp(milliseconds: row["claimed"]), isExperience: row["tolerated"],
        painBefore: row["before"], painAfter: row["after"], tolerance: row["tolerance"])
    }
  }

  private static func hasImports(_ db: Database, subject: Int64) throws -> Bool {
    try Int64.fetchOne(
      db, sql: "SELECT 1 FROM report WHERE subject = ? AND imported = 1 LIMIT 1",
      arguments: [subject]) != nil
  }

  /// What was said about pain when no session had just eased it, newest first.
  private static func pains(_ db: Database, subject: Int64, imported: Bool) throws -> [PainEntry] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT claimed, pain FROM report
        WHERE subject = ? AND imported <= ? AND kind <> 'after' AND pain IS NOT NULL
        ORDER BY claimed DESC LIMIT ?
        """,
      arguments: [subject, imported, mostReports]
    ).map { PainEntry(at: Timestamp(milliseconds: $0["claimed"]), pain: $0["pain"]) }
  }
}
