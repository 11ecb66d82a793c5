// SPDX-License-Identifier: Apache-2.0

import GRDB
import Person
import Quantities

extension LedgerStore {
  /// What came of a restore.
  public struct Restored: Hashable, Sendable {
    public var added = 0
    /// Was there already, and stays as it is.
    public var known = 0
    /// No longer matches its digest.
    public var edited = 0
    /// What was edited or cannot be as it stands, by name; the first few.
    public var notes: [String] = []

    mutating func note(_ text: String) {
      if notes.count < 20 { notes.append(text) }
    }
  }

  /// Adds what an export holds and is not known, all of it or, when a record is wrong, nothing.
  ///
  /// Doses and locks count; experience, answers and what would ease anything do not, so that no file
  /// reduces a dose, lifts a lock or raises a level.
  public func restore(
    _ records: [String], subject: LedgerSubject, now reading: ClockReading
  ) throws(LedgerError) -> Restored {
    try transaction(reading) { db, clock in
      let id = try Self.subjectID(db, subject, at: reading)
      let restoring = Restoring(db: db, subject: id, uid: subject.uid, clock: clock)
      var restored = Restored()
      for text in records {
        let record = try ArchiveRecord.read(text)
        if let problem = record.problem { throw LedgerError.entry(problem) }
        if try record.digest != record.expectedDigest() {
          restored.edited += 1
          restored.note("\(record.name) was edited since it was exported.")
        }
        if record.moment > reading.wall + Self.day {
          restored.note("\(record.name) is of the future; it counts from now.")
        }
        if try restoring.add(record) { restored.added += 1 } else { restored.known += 1 }
      }
      return restored
    }
  }
}

/// Adds records of a file to the books of one subject.
private struct Restoring {
  let db: Database
  let subject: Int64
  let uid: UInt32
  let clock: LedgerClock

  /// Whether the record was not known yet.
  func add(_ record: ArchiveRecord) throws -> Bool {
    if let session = record.session { return try add(session) }
    if let entry = record.entry { return try add(entry) }
    if let finding = record.finding { return try add(finding) }
    if let lock = record.lock { return try add(lock) }
    throw LedgerError.entry("A record of the file says nothing, so nothing was restored.")
  }

  /// A file has thousands of records: each statement is compiled once.
  private func run(_ sql: String, _ arguments: StatementArguments) throws {
    try db.cachedStatement(sql: sql).execute(arguments: arguments)
  }

  private func number(_ sql: String, _ arguments: StatementArguments) throws -> Int64? {
    try Int64.fetchOne(db.cachedStatement(sql: sql), arguments: arguments)
  }

  /// Names are unique over all people: an imported one cannot meet another's.
  private func ownName(_ name: String) -> String { "imported-\(subject)-\(name)" }

  private func find(_ name: String) throws -> Int64? {
    try number(
      "SELECT id FROM session WHERE subject = ? AND name IN (?, ?)",
      [subject, name, ownName(name)])
  }

  /// A moment of the file on the ledger's clocks; the future is now.
  private func moment(_ wall: Int64) -> LedgerClock.Time {
    let age = max(.zero, clock.last.wall - Timestamp(milliseconds: wall))
    return LedgerClock.Time(proven: clock.now.proven - age, claimed: clock.now.claimed - age)
  }

  /// A moment of the file as lists show it, from the year 1, and nothing of the future.
  private func calendar(_ wall: Int64) -> Int64 {
    min(max(wall, -62_135_596_800_000), clock.last.wall.milliseconds)
  }

  private func add(_ session: ArchiveRecord.Session) throws -> Bool {
    guard try find(session.name) == nil else { return false }
    let began = moment(session.started)
    let outcome = LedgerRecord.Outcome(rawValue: session.outcome) ?? .failed
    try run(
      """
      INSERT INTO session (name, subject, device, simulated, title, wall, proven, claimed, boot,
        onClaim, program, endedWall, outcome, reason, standstill, confirmed, standstillConfirmed,
        imported) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'imported', 0, ?, ?, ?, ?, ?, ?, ?, 1)
      """,
      [
        ownName(session.name), subject, session.device, session.simulated, session.title,
        calendar(session.started), began.proven.milliseconds, began.claimed.milliseconds,
        session.program, calendar(session.started), outcome.rawValue, session.reason,
        session.standstillMs,
        session.confirmedMs, session.standstillConfirmed,
      ])
    let id = db.lastInsertedRowID
    for charge in session.charges { try add(charge, session: id) }
    try run(
      """
      UPDATE session SET
        energised = (SELECT COALESCE(SUM(energised), 0) FROM charge WHERE session = session.id),
        handPoints = (SELECT COALESCE(SUM(handPoints), 0) FROM charge WHERE session = session.id)
      WHERE id = ?
      """,
      [id])
    for (position, zone) in session.delivered.enumerated() {
      try run(
        "INSERT INTO delivery VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
          id, position, zone.address, zone.energisedMs, zone.handPoints, zone.meanFrequency,
          zone.meanAmplitude, zone.peakAcceleration, zone.meanCommandedAmplitude,
        ])
      for (actuator, means) in (zone.actuators ?? []).enumerated() {
        try run(
          "INSERT INTO actuator VALUES (?, ?, ?, ?, ?, ?, ?)",
          [
            id, position, actuator, means.meanFrequency, means.meanAmplitude,
            means.meanCommandedAmplitude, means.peakAcceleration,
          ])
      }
    }
    for (position, said) in session.said.enumerated() {
      try run(
        "INSERT INTO said VALUES (?, ?, ?, ?, ?, ?)",
        [id, position, said.sinceMs, said.step, said.question, min(max(0, said.number), 10)])
    }
    return true
  }

  private func add(_ charge: ArchiveRecord.Charge, session: Int64) throws {
    let at = moment(charge.at)
    let energised = min(max(0, charge.energisedMs), LedgerStore.day.milliseconds)
    try run(
      """
      INSERT INTO charge (session, subject, uid, zone, side, safetyClass, energised, handPoints,
        settled, proven, claimed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)
      ON CONFLICT (session, zone, side) DO UPDATE SET
        energised = MIN(energised + excluded.energised, \(LedgerStore.day.milliseconds)),
        handPoints = MIN(handPoints + excluded.handPoints, \(LedgerStore.mostPoints)),
        proven = MAX(proven, excluded.proven), claimed = MAX(claimed, excluded.claimed)
      """,
      [
        session, subject, Int64(uid), charge.zone, charge.side, charge.safetyClass, energised,
        LedgerStore.counted(charge.handPoints), at.proven.milliseconds, at.claimed.milliseconds,
      ])
  }

  private func add(_ entry: ArchiveRecord.Entry) throws -> Bool {
    let kept = DiaryEntry(
      DiaryEntry.Kind(rawValue: entry.kind) ?? .note,
      at: Timestamp(milliseconds: calendar(entry.at)),
      pain: entry.pain, tolerance: entry.tolerance, numb: entry.numb,
      duration: entry.durationMs.map { .milliseconds($0) }, worse: entry.worse,
      better: entry.better, text: entry.text, daily: entry.daily, imported: true)
    if let problem = kept.problem {
      throw LedgerError.entry(
        "\(ArchiveRecord(entry: entry).name) of the file cannot be kept, so nothing was restored: \(problem)"
      )
    }
    let known = try number(
      """
      SELECT 1 FROM report WHERE subject = ? AND kind = ? AND wall = ? AND pain IS ?
        AND tolerance IS ? AND text = ? AND daily IS ? LIMIT 1
      """,
      [
        subject, kept.kind.rawValue, kept.at.milliseconds, entry.pain, entry.tolerance, entry.text,
        try entry.daily.map { try LedgerStore.text($0) },
      ])
    guard known == nil else { return false }
    try LedgerStore.insert(
      kept, db, subject: subject, session: try entry.session.flatMap { try find($0) },
      claimed: moment(entry.at).claimed, wall: Timestamp(milliseconds: calendar(entry.at)))
    return true
  }

  /// An assessment of a file is compared with, and neither permits a plan nor changes one.
  private func add(_ finding: ArchiveRecord.Finding) throws -> Bool {
    let checked: Assessment
    do throws(AssessmentError) {
      checked = try finding.assessment.checked()
    } catch { throw LedgerError.assessment(error) }
    let content = try LedgerStore.text(checked)
    let known = try number(
      "SELECT 1 FROM assessment WHERE subject = ? AND wall = ? AND content = ? LIMIT 1",
      [subject, calendar(finding.at), content])
    guard known == nil else { return false }
    try run(
      """
      INSERT INTO assessment (subject, content, claimed, wall, imported) VALUES (?, ?, ?, ?, 1)
      """,
      [subject, content, moment(finding.at).claimed.milliseconds, calendar(finding.at)])
    return true
  }

  private func add(_ lock: ArchiveRecord.Lock) throws -> Bool {
    let place = TreatedSide(zone: lock.zone, side: lock.side)
    guard try !LedgerStore.isLocked(db, subject: subject, place) else { return false }
    _ = try LedgerStore.lock(
      [place], db, subject: subject, wall: Timestamp(milliseconds: calendar(lock.since)),
      imported: true)
    return true
  }
}
