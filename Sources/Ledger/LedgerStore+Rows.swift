// SPDX-License-Identifier: Apache-2.0

import Envelope
import GRDB
import Person
import Quantities

extension LedgerStore {
  struct OpenSession {
    let id: Int64
    let subject: Int64
    let uid: UInt32
    let onClaim: Bool
  }

  /// Whole milliseconds, never fewer: what is charged is at least what may be delivered.
  static func roundedUp(_ interval: Interval) -> Interval {
    let whole = max(0, interval.milliseconds)
    return .milliseconds(interval > .milliseconds(whole) ? whole + 1 : whole)
  }

  /// More than a hand can be given in a day, and far from what cannot be added up or said.
  static let mostPoints = 1e6

  /// Points that are no number count as a whole day's, never as none.
  static func counted(_ points: Double) -> Double {
    points.isFinite ? min(max(0, points), mostPoints) : Double(Limits.handPointsRefuse)
  }

  /// The row of a subject, made when it is the first time.
  static func subjectID(_ db: Database, _ subject: LedgerSubject, at reading: ClockReading) throws
    -> Int64
  {
    if let id = try findSubject(db, subject) {
      // Somebody who was erased and comes again meets what still counts of them.
      try db.execute(
        sql: "UPDATE subject SET name = ?, created = ?, erased = 0 WHERE id = ? AND erased = 1",
        arguments: [subject.name, reading.wall.milliseconds, id])
      return id
    }
    guard subject.name.utf8.count <= LedgerSubject.longestName else {
      throw LedgerError.entry(
        "A name has \(subject.name.utf8.count) bytes, and \(LedgerSubject.longestName) are kept. Shorten it."
      )
    }
    try db.execute(
      sql: "INSERT INTO subject (uid, name, created) VALUES (?, ?, ?)",
      arguments: [Int64(subject.uid), subject.name, reading.wall.milliseconds])
    return db.lastInsertedRowID
  }

  static func findSubject(_ db: Database, _ subject: LedgerSubject) throws -> Int64? {
    try Int64.fetchOne(
      db, sql: "SELECT id FROM subject WHERE uid = ? AND name = ? AND erased = 0",
      arguments: [Int64(subject.uid), subject.name]) ?? findErased(db, subject)
  }

  static func openSession(_ db: Database, _ name: String) throws -> OpenSession {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT session.id, session.subject, subject.uid, session.onClaim, session.outcome
        FROM session JOIN subject ON subject.id = session.subject WHERE session.name = ?
        """,
      arguments: [name])
    guard let row else { throw LedgerError.noSuchSession(name) }
    let outcome: String? = row["outcome"]
    guard outcome == nil else { throw LedgerError.sessionEnded(name) }
    let uid: Int64 = row["uid"]
    return OpenSession(
      id: row["id"], subject: row["subject"], uid: UInt32(clamping: uid), onClaim: row["onClaim"])
  }

  /// Whether this start of the machine has not yet granted a session on unvouched calendar time.
  static func claimIsFree(_ db: Database, uid: UInt32, boot: String) throws -> Bool {
    try Int64.fetchOne(
      db,
      sql: """
        SELECT 1 FROM session JOIN subject ON subject.id = session.subject
        WHERE session.onClaim = 1 AND session.boot = ? AND subject.uid = ? LIMIT 1
        """,
      arguments: [boot, Int64(uid)]) == nil
  }

  func usage(
    _ basis: LedgerBasis, subject: Int64, uid: UInt32, places: [TreatedSide: SafetyClass]
  ) throws -> LedgerUsage {
    let sessions = try basis.sessions(subject: subject)
    let allowed = Limits.sessionsPerDay
    var ease =
      sessions.count >= allowed ? sessions[allowed - 1] + LedgerStore.day - basis.now : nil
    let until = try Int64.fetchOne(
      basis.db, sql: "SELECT unaccountedUntil FROM clock WHERE unaccountedUntil IS NOT NULL")
    if let until, basis.now.milliseconds < until {
      ease = max(ease ?? .zero, Timestamp(milliseconds: until) - basis.now)
    }
    var had: [TreatedSide: LedgerUsage.Place] = [:]
    for (place, safetyClass) in places {
      had[place] = try basis.place(subject: subject, place, safetyClass)
    }
    let hand = try basis.hand(uid: uid)
    return LedgerUsage(
      sessionsToday: sessions.count, earlierSessions: try Self.earlier(basis.db, subject: subject),
      handPointsToday: hand.reduce(0) { $0 + $1.points },
      handReleases: hand.map {
        LedgerUsage.Release(wait: $0.at + Self.day - basis.now, amount: $0.points)
      }, places: had, sessionsEaseIn: ease, onClaim: false)
  }

  /// No more than are asked about: ten years of them need not be counted.
  static func earlier(_ db: Database, subject: Int64) throws -> Int {
    try Int.fetchOne(
      db,
      sql: """
        SELECT COUNT(*) FROM (SELECT 1 FROM session WHERE subject = ? AND tolerated = 1 LIMIT 1000)
        """,
      arguments: [subject]) ?? 0
  }

  static func isRefused(_ usage: LedgerUsage, _ places: [TreatedSide: SafetyClass]) throws -> Bool {
    if usage.sessionsEaseIn != nil { return true }
    if usage.handPointsToday >= Double(Limits.handPointsRefuse) { return true }
    return places.contains { place, safetyClass in
      guard let had = usage.places[place] else { return false }
      if case .time = had.budget.allowance(safetyClass) { return false }
      return true
    }
  }
}
