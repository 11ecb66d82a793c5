// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import Person
import Quantities

extension LedgerStore {
  /// How daily life went first and last, activity by activity.
  public struct DailyCourse: Hashable, Sendable {
    public struct Rating: Hashable, Sendable {
      /// By the calendar of the machine at that time.
      public var at: Timestamp
      /// 0 not at all … 10 as well as ever.
      public var ability: Int
    }

    /// By the id of the activity.
    public var first: [String: Rating] = [:]
    public var last: [String: Rating] = [:]
    /// The newest answer to each thing.
    public var now = DailyLife()
    /// When something was said last; nil where nothing ever was.
    public var saidAt: Timestamp?

    /// Whether it is time to ask again.
    public func isDue(at now: Timestamp, rules: DailyLifeRules = .standard) -> Bool {
      guard let saidAt, last.values.contains(where: { $0.ability < 10 }) else { return false }
      return now - saidAt >= rules.askAgain
    }
  }

  /// What a person said of their daily life so far, imported or not: nothing is limited by it.
  public func dailyCourse(subject: LedgerSubject) throws(LedgerError) -> DailyCourse {
    try reading { db in
      guard let id = try Self.findSubject(db, subject) else { return DailyCourse() }
      return try Self.dailyCourse(db, subject: id)
    }
  }

  static func dailyCourse(_ db: Database, subject: Int64) throws -> DailyCourse {
    var course = DailyCourse()
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT daily, wall FROM report WHERE subject = ? AND daily IS NOT NULL ORDER BY claimed, id
        """,
      arguments: [subject])
    while let row = try rows.next() {
      guard let daily = dailyLife(row["daily"]) else { continue }
      let at = Timestamp(milliseconds: row["wall"])
      for (id, ability) in daily.abilities {
        let rating = DailyCourse.Rating(at: at, ability: ability)
        if course.first[id] == nil { course.first[id] = rating }
        course.last[id] = rating
      }
      course.now = daily.over(course.now)
      course.saidAt = at
    }
    return course
  }

  /// As it is kept: its members in order, so that the same is the same text.
  static func text(_ daily: DailyLife) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(daily), as: UTF8.self)
  }

  static func dailyLife(_ text: String?) -> DailyLife? {
    text.flatMap { try? JSONDecoder().decode(DailyLife.self, from: Data($0.utf8)) }
  }
}
