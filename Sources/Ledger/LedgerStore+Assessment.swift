// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import Person
import Quantities

extension LedgerStore {
  /// Keeps an assessment; returns the one before it, of any age, to compare with.
  public func keep(
    _ assessment: Assessment, subject: LedgerSubject, now reading: ClockReading
  ) throws(LedgerError) -> DatedAssessment? {
    try transaction(reading) { db, clock in
      let checked: Assessment
      do throws(AssessmentError) {
        checked = try assessment.checked()
      } catch { throw LedgerError.assessment(error) }
      let id = try Self.subjectID(db, subject, at: reading)
      let earlier = try Self.assessments(db, subject: id, before: clock.now.claimed, limit: 1)
      let content = String(decoding: try JSONEncoder().encode(checked), as: UTF8.self)
      try db.execute(
        sql: "INSERT INTO assessment (subject, content, claimed, wall) VALUES (?, ?, ?, ?)",
        arguments: [
          id, content, clock.now.claimed.milliseconds, reading.wall.milliseconds,
        ])
      return earlier.first
    }
  }

  /// The newest assessment that still says something.
  public func assessment(subject: LedgerSubject, now reading: ClockReading) throws(LedgerError)
    -> DatedAssessment?
  {
    try transaction(reading) { db, clock in
      guard let id = try Self.findSubject(db, subject) else { return nil }
      let newest = try Self.assessments(db, subject: id, before: clock.now.claimed, limit: 1).first
      return newest.flatMap { $0.holds(at: clock.now.claimed) ? $0 : nil }
    }
  }

  /// Newest first.
  private static func assessments(
    _ db: Database, subject: Int64, before now: Timestamp, limit: Int
  ) throws -> [DatedAssessment] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT content, claimed FROM assessment WHERE subject = ? AND claimed <= ?
        ORDER BY claimed DESC, id DESC LIMIT ?
        """,
      arguments: [subject, now.milliseconds, limit]
    ).compactMap { row in
      let content: String = row["content"]
      let decoded = try? JSONDecoder().decode(Assessment.self, from: Data(content.utf8))
      return decoded.map {
        DatedAssessment(given: Timestamp(milliseconds: row["claimed"]), assessment: $0)
      }
    }
  }
}
