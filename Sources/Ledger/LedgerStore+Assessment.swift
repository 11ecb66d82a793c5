// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import Person
import Quantities

extension LedgerStore {
  /// Keeps an assessment; returns the one before it, of any age, to compare with.
  ///
  /// What it says of daily life becomes an entry of the diary, where it can be said again without it.
  public func keep(
    _ assessment: Assessment, subject: LedgerSubject, now reading: ClockReading
  ) throws(LedgerError) -> DatedAssessment? {
    try transaction(reading) { db, clock in
      var checked: Assessment
      do throws(AssessmentError) {
        checked = try assessment.checked()
      } catch { throw LedgerError.assessment(error) }
      let id = try Self.subjectID(db, subject, at: reading)
      var earlier = try Self.newest(db, subject: id, before: clock.now.claimed)
      earlier?.assessment.daily = try Self.dailyCourse(db, subject: id).now
      let daily = checked.daily
      checked.daily = nil
      try db.execute(
        sql: "INSERT INTO assessment (subject, content, claimed, wall) VALUES (?, ?, ?, ?)",
        arguments: [
          id, try Self.text(checked), clock.now.claimed.milliseconds, reading.wall.milliseconds,
        ])
      if let daily {
        try Self.insert(
          DiaryEntry(.daily, at: reading.wall, daily: daily), db, subject: id, session: nil,
          claimed: clock.now.claimed, wall: reading.wall)
      }
      return earlier
    }
  }

  /// The newest assessment that still says something; one that came from a file says nothing.
  public func assessment(subject: LedgerSubject, now reading: ClockReading) throws(LedgerError)
    -> DatedAssessment?
  {
    try transaction(reading) { db, clock in
      guard let id = try Self.findSubject(db, subject),
        let newest = try Self.newest(
          db, subject: id, before: clock.now.claimed, where: "imported = 0"),
        newest.holds(at: clock.now.claimed)
      else { return nil }
      return newest
    }
  }

  private static func newest(
    _ db: Database, subject: Int64, before now: Timestamp, where condition: String = "TRUE"
  ) throws -> DatedAssessment? {
    try Row.fetchOne(
      db,
      sql: """
        SELECT content, claimed FROM assessment WHERE subject = ? AND claimed <= ? AND \(condition)
        ORDER BY claimed DESC, id DESC LIMIT 1
        """,
      arguments: [subject, now.milliseconds]
    ).flatMap { row in
      assessment(row["content"]).map {
        DatedAssessment(given: Timestamp(milliseconds: row["claimed"]), assessment: $0)
      }
    }
  }

  /// As it is kept: its members in order, so that the same is the same text.
  static func text(_ assessment: Assessment) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(assessment), as: UTF8.self)
  }

  static func assessment(_ content: String) -> Assessment? {
    try? JSONDecoder().decode(Assessment.self, from: Data(content.utf8))
  }
}
