// SPDX-License-Identifier: Apache-2.0

import GRDB
import Person
import Quantities

extension LedgerStore {
  /// What the answers of a subject mean now.
  public func screening(subject: LedgerSubject, now reading: ClockReading) throws(LedgerError)
    -> ScreeningVerdict
  {
    try transaction(reading) { db, clock in
      guard let id = try Self.findSubject(db, subject) else {
        return gate.screen([], now: clock.now.claimed)
      }
      return try verdict(db, clock, subject: id)
    }
  }

  /// Keeps a full set of answers, and says what they mean; contradictory or partial ones keep none.
  public func answer(
    _ answers: [(question: String, yes: Bool)], subject: LedgerSubject, now reading: ClockReading
  ) throws(LedgerError) -> ScreeningVerdict {
    try transaction(reading) { db, clock in
      let taken: [GivenAnswer]
      do throws(AnswerError) {
        taken = try gate.accept(answers, at: clock.now.claimed)
      } catch { throw LedgerError.answers(error) }
      let id = try Self.subjectID(db, subject, at: reading)
      // Answers of the same millisecond: the later set replaces the earlier.
      try db.execute(
        sql: "DELETE FROM answer WHERE subject = ? AND claimed = ?",
        arguments: [id, clock.now.claimed.milliseconds])
      for answer in taken {
        try db.execute(
          sql: """
            INSERT INTO answer (subject, question, yes, claimed, wall) VALUES (?, ?, ?, ?, ?)
            """,
          arguments: [
            id, answer.question, answer.yes, answer.given.milliseconds, reading.wall.milliseconds,
          ])
      }
      return try verdict(db, clock, subject: id)
    }
  }

  /// The answers whose age is certain on both calendars, the ledger's and the machine's.
  ///
  /// A clock set back would lengthen the life of an answer, so one that the machine's calendar has
  /// not reached yet is asked again.
  func verdict(_ db: Database, _ clock: LedgerClock, subject: Int64) throws -> ScreeningVerdict {
    let now = clock.now.claimed
    let validity = gate.questionnaire.validity
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT question, yes, claimed, wall FROM answer WHERE subject = ? AND claimed > ?
        """,
      arguments: [subject, (now - validity).milliseconds])
    let answers = rows.compactMap { row -> GivenAnswer? in
      let wall = Timestamp(milliseconds: row["wall"])
      let age = clock.last.wall - wall
      guard age >= .zero - LedgerClock.gapMinimum, age < validity else { return nil }
      return GivenAnswer(
        question: row["question"], yes: row["yes"], given: Timestamp(milliseconds: row["claimed"]))
    }
    return gate.screen(answers, now: now)
  }
}
