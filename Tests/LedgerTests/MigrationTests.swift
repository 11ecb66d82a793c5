// SPDX-License-Identifier: Apache-2.0

import GRDB
import Person
import Quantities
import Testing

@testable import Ledger

@Suite("Records of earlier versions")
struct MigrationTests {
  let start = ClockReading.start

  @Test(
    "answers of every earlier schema are kept, and those before a session still count",
    arguments: LedgerSchema.migrator.migrations.dropLast())
  func answers(version: String) throws {
    let queue = try DatabaseQueue()
    try LedgerSchema.migrator.migrate(queue, upTo: version)
    try queue.write { db in
      try db.execute(sql: "INSERT INTO subject (uid, name, created) VALUES (1000, 'self', 1)")
      try db.execute(
        sql:
          "INSERT INTO answer (subject, question, yes, claimed, wall) VALUES (1, 'RF-3', 1, 5, 5)")
    }
    try LedgerSchema.migrator.migrate(queue)
    try queue.read { db in
      let kept = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM answer WHERE question = 'RF-3'")
      let agreed = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM agreement")
      #expect(kept == 1 && agreed == 0)
    }
  }

  @Test("agreements are kept apart by subject, and their words are data")
  func agreements() throws {
    let ledger = try LedgerStore.temporary(now: start)
    let name = "Dr. '); DROP TABLE agreement; --"
    let questions = ledger.gate.questionnaire.questions
    _ = try ledger.answer(
      questions.map { ($0.id, $0.id == "HC-4") }, subject: LedgerStore.subject, now: start)
    let verdict = try ledger.agree(
      to: "HC-4", clinician: name, date: "2027-01-10", subject: LedgerStore.subject, now: start)
    #expect(verdict.permits)
    #expect(verdict.restrictions.limits.count == 2)
    #expect(try ledger.agreements(subject: LedgerStore.subject).map(\.clinician) == [name])
    #expect(try ledger.agreements(subject: LedgerSubject(uid: 1001)).isEmpty)
  }
}
