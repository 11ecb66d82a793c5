// SPDX-License-Identifier: Apache-2.0

import GRDB
import Quantities

/// A number that a person gave while a session ran.
public struct SaidInSession: Hashable, Sendable {
  /// Since the session began.
  public var since: Interval
  /// Of the program, from 0.
  public var step: Int
  /// What was asked; nil for pain that was reported unasked.
  public var question: String?
  /// 0…10.
  public var number: Int

  public init(since: Interval, step: Int, question: String?, number: Int) {
    self.since = since
    self.step = step
    self.question = question
    self.number = number
  }
}

extension LedgerStore {
  static func insert(_ db: Database, _ said: [SaidInSession], session: Int64) throws {
    for (position, entry) in said.enumerated() {
      try db.execute(
        sql: "INSERT INTO said VALUES (?, ?, ?, ?, ?, ?)",
        arguments: [
          session, position, entry.since.milliseconds, entry.step, entry.question, entry.number,
        ])
    }
  }

  static func said(_ db: Database, session: Int64) throws -> [SaidInSession] {
    try Row.fetchAll(
      db, sql: "SELECT * FROM said WHERE session = ? ORDER BY position", arguments: [session]
    ).map { row in
      SaidInSession(
        since: .milliseconds(row["since"]), step: row["step"], question: row["question"],
        number: row["number"])
    }
  }
}
