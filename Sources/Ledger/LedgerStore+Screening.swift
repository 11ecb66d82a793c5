// SPDX-License-Identifier: Apache-2.0

import Envelope
import GRDB
import Person
import Quantities

extension LedgerStore {
  /// The longest that a session lasts as it was proved; answers must hold for all of it (hazard H10).
  static var session: Interval { Limits.deviceWallMaximum }

  /// What the answers of a subject mean now; with `toBegin`, for a session that begins now.
  public func screening(
    subject: LedgerSubject, toBegin: Bool = false, now reading: ClockReading
  ) throws(LedgerError) -> ScreeningVerdict {
    try permission(subject: subject, toBegin: toBegin, now: reading).verdict
  }

  /// The same, and how long from now the answers go on permitting what they permit.
  public func permission(
    subject: LedgerSubject, toBegin: Bool, now reading: ClockReading
  ) throws(LedgerError) -> (verdict: ScreeningVerdict, left: Interval) {
    try transaction(reading) { db, clock in
      let lasting = toBegin ? Self.session : .zero
      guard let id = try Self.findSubject(db, subject) else {
        return (gate.screen([], now: clock.now.claimed), .zero)
      }
      let verdict = try verdict(db, clock, subject: id, lasting: lasting)
      guard case .passed(_, _, let until) = verdict else { return (verdict, .zero) }
      return (verdict, until + lasting - clock.now.claimed)
    }
  }

  /// Keeps a full set of answers, and says what they mean; contradictory or partial ones keep none.
  public func answer(
    _ answers: [(question: String, yes: Bool)], subject: LedgerSubject, now reading: ClockReading
  ) throws(LedgerError) -> ScreeningVerdict {
    try transaction(reading) { db, clock in
      let known = try Self.findSubject(db, subject)
      let earlier = try known.map { try self.answers(db, clock, subject: $0) } ?? []
      let taken: [GivenAnswer]
      do throws(AnswerError) {
        taken = try gate.accept(answers, earlier: earlier, at: clock.now.claimed)
      } catch { throw LedgerError.answers(error) }
      let id = try Self.subjectID(db, subject, at: reading)
      for answer in taken {
        // An answer of the same millisecond: the later one replaces the earlier.
        try db.execute(
          sql: "DELETE FROM answer WHERE subject = ? AND question = ? AND claimed = ?",
          arguments: [id, answer.question, clock.now.claimed.milliseconds])
        try db.execute(
          sql: """
            INSERT INTO answer (subject, question, yes, claimed, wall) VALUES (?, ?, ?, ?, ?)
            """,
          arguments: [
            id, answer.question, answer.yes, answer.given.milliseconds, reading.wall.milliseconds,
          ])
      }
      return try verdict(db, clock, subject: id, lasting: Self.session)
    }
  }

  /// Keeps that a clinician agreed, and says what the answers mean with it.
  public func agree(
    to question: String, clinician: String, date: String, subject: LedgerSubject,
    now reading: ClockReading
  ) throws(LedgerError) -> ScreeningVerdict {
    try transaction(reading) { db, clock in
      let agreement: GivenAgreement
      do throws(AnswerError) {
        agreement = try gate.accept(
          agreement: question, clinician: clinician, date: date, at: clock.now.claimed)
      } catch { throw LedgerError.answers(error) }
      let id = try Self.subjectID(db, subject, at: reading)
      try db.execute(
        sql: """
          INSERT INTO agreement (subject, question, clinician, date, claimed, wall)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          id, agreement.question, agreement.clinician, agreement.date,
          agreement.recorded.milliseconds, reading.wall.milliseconds,
        ])
      return try verdict(db, clock, subject: id)
    }
  }

  /// What was agreed, oldest first, also what holds no more.
  public func agreements(subject: LedgerSubject) throws(LedgerError) -> [GivenAgreement] {
    try reading { db in
      guard let id = try Self.findSubject(db, subject) else { return [] }
      return try Self.agreements(db, subject: id)
    }
  }

  func verdict(
    _ db: Database, _ clock: LedgerClock, subject: Int64, lasting: Interval = .zero
  ) throws -> ScreeningVerdict {
    gate.screen(
      try answers(db, clock, subject: subject),
      agreements: try Self.agreements(db, subject: subject), now: clock.now.claimed,
      lasting: lasting)
  }

  /// The newest answers whose age is certain on both calendars, the ledger's and the machine's.
  ///
  /// A clock set back would lengthen the life of an answer, so one that the machine's calendar has
  /// not reached yet is asked again.
  private func answers(_ db: Database, _ clock: LedgerClock, subject: Int64) throws -> [GivenAnswer]
  {
    let now = clock.now.claimed
    // One row to a question: SQLite takes the other columns from the row of the maximum.
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT question, yes, MAX(claimed) AS claimed, wall FROM answer
        WHERE subject = ? AND claimed > ? GROUP BY question
        """,
      arguments: [subject, (now - gate.questionnaire.longestValidity).milliseconds])
    return rows.compactMap { row -> GivenAnswer? in
      let wall = Timestamp(milliseconds: row["wall"])
      let age = clock.last.wall - wall
      guard let question = gate.questionnaire[row["question"]],
        age >= .zero - LedgerClock.gapMinimum, age < gate.questionnaire.validity(of: question)
      else { return nil }
      return GivenAnswer(
        question: question.id, yes: row["yes"], given: Timestamp(milliseconds: row["claimed"]))
    }
  }

  private static func agreements(_ db: Database, subject: Int64) throws -> [GivenAgreement] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT question, clinician, date, claimed FROM agreement WHERE subject = ? ORDER BY id
        """,
      arguments: [subject]
    ).map {
      GivenAgreement(
        question: $0["question"], clinician: $0["clinician"], date: $0["date"],
        recorded: Timestamp(milliseconds: $0["claimed"]))
    }
  }
}
