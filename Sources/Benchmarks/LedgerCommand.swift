// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Envelope
import Foundation
import GRDB
import Ledger
import Person
import Quantities

/// How long the ledger takes to let a session begin after ten years of one a day, and to charge a
/// slice so that it is on the disk.
struct LedgerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger", abstract: "Start of a session after ten years, and a durable slice.")

  @Flag(help: "One JSON object a line.") var json = false
  @Option(help: "Sessions that are started; the median counts.") var rounds = 15
  @Option(help: "Slices that are charged in each.") var slices = 20
  @Option(help: "Days of history, one session each.") var days = 3650

  private static let subject = LedgerSubject(uid: 1000)
  private static let place = TreatedSide(zone: "multifidus-lumbar", side: "left")
  private static let began = Timestamp(milliseconds: 1_800_000_000_000)
  private static let restoredAtOnce = 500
  private static let day = Interval.seconds(Int64(86_400))

  func run() throws {
    let report = FigureReport(json: json)
    let folder = NSTemporaryDirectory() + "tonus-bench-ledger-\(getpid())"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    do { _ = try LedgerStore.open(directory: folder, now: reading(0)) }
    try fill(folder + "/ledger.sqlite")
    let opening = try milliseconds { _ = try LedgerStore.open(directory: folder, now: reading(0)) }
    let ledger = try LedgerStore.open(directory: folder, now: reading(0))
    var starts: [Float] = []
    var charges: [Float] = []
    for round in 1...rounds {
      let now = reading(round * 2)
      _ = try ledger.answer(
        Questionnaire.standard.questions.map { ($0.id, false) }, subject: Self.subject, now: now)
      let name = "bench-\(round)"
      starts.append(try milliseconds { try start(ledger, name, now) })
      for _ in 0..<slices {
        charges.append(
          try milliseconds {
            try ledger.charge(
              session: name, place: Self.place, safetyClass: .a, energised: .seconds(Int64(5)),
              handPoints: 0.01, now: now)
          })
      }
      try end(ledger, name, now)
    }
    report.add("session_start_ms", Quantiles(starts).median)
    report.add("session_start_p99_ms", Quantiles(starts).quantile(perMille: 990))
    report.add("ledger_slice_ms", Quantiles(charges).median)
    report.add("ledger_slice_p99_ms", Quantiles(charges).quantile(perMille: 990))
    report.add("ledger_open_ms", opening)
    try restore(ledger, folder + "/restored", report)
    let size = try FileManager.default.attributesOfItem(atPath: folder + "/ledger.sqlite")[.size]
    report.add("ledger_ten_years_mib", Float((size as? Int ?? 0) / 1024) / 1024)
  }

  /// Takes all of it back on another machine, in parts as 'tonus restore' sends them.
  private func restore(_ ledger: LedgerStore, _ folder: String, _ report: FigureReport) throws {
    var records: [String] = []
    var from: Int? = 0
    while let start = from {
      let part = try ledger.export(subject: Self.subject, from: start, count: 200)
      records += part.records
      from = part.next
    }
    let other = try LedgerStore.open(directory: folder, now: reading(0))
    let now = reading(rounds * 2)
    var added = 0
    let taken = try milliseconds {
      for first in stride(from: 0, to: records.count, by: Self.restoredAtOnce) {
        let part = Array(records[first..<min(first + Self.restoredAtOnce, records.count)])
        added += try other.restore(part, subject: Self.subject, now: now).added
      }
    }
    precondition(added == records.count)
    report.add("ledger_restored_records", Float(added))
    report.add("ledger_restore_s", taken / 1000)
  }

  /// Everything the daemon asks of the ledger when a session starts, to the first slice.
  private func start(_ ledger: LedgerStore, _ name: String, _ now: ClockReading) throws {
    let verdict = try ledger.screening(subject: Self.subject, now: now)
    let usage = try ledger.usage(subject: Self.subject, places: [Self.place: .a], now: now)
    let progression = try ledger.progression(subject: Self.subject, now: now)
    let locks = try ledger.locks(subject: Self.subject)
    precondition(verdict.permits && usage.sessionsToday < Limits.sessionsPerDay)
    precondition(progression.earlierSessions >= 1000 && locks.isEmpty)
    try ledger.open(
      LedgerOpening(
        session: name, subject: Self.subject, device: "bench", simulated: true, title: "Bench"),
      now: now)
    try ledger.charge(
      session: name, place: Self.place, safetyClass: .a, energised: .seconds(Int64(5)),
      handPoints: 0.01, now: now)
  }

  private func end(_ ledger: LedgerStore, _ name: String, _ now: ClockReading) throws {
    try ledger.settle(
      session: name, place: Self.place, energised: .seconds(Int64(100)), handPoints: 1, now: now)
    try ledger.close(
      LedgerRecord(
        opening: LedgerOpening(
          session: name, subject: Self.subject, device: "bench", simulated: true, title: "Bench"),
        started: now.wall, outcome: .completed, reason: "", zones: [], energised: .zero,
        handPoints: 0, standstill: nil, confirmed: nil, standstillConfirmed: true),
      now: now)
  }

  /// `count` half days after the history ends.
  private func reading(_ count: Int) -> ClockReading {
    ClockReading.virtual(
      Instant(milliseconds: UInt64(count) * 43_200_000), epoch: Self.began)
  }

  /// Ten years at once, as they would have been written one by one.
  private func fill(_ path: String) throws {
    let numbers =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(days))"
    let at = "(\(Self.began.milliseconds) - (\(days) - i + 1) * \(Self.day.milliseconds))"
    try DatabaseQueue(path: path).write { db in
      try db.execute(
        sql: """
          INSERT OR IGNORE INTO subject (id, uid, name, created) VALUES (1, 1000, 'self', 0);
          INSERT INTO session (id, name, subject, device, simulated, title, wall, proven, claimed,
            boot, onClaim, endedWall, outcome, reason, energised, handPoints, standstill, confirmed,
            standstillConfirmed, tolerated)
            \(numbers) SELECT i, 'past-' || i, 1, 'usb:1', 0, 'Lumbar multifidus, left', \(at), \(at),
              \(at), 'past', 0, \(at) + 240000, 'completed', 'The program ran to its end.', 240000,
              2.5, 118, 218, 1, 1 FROM n;
          INSERT INTO charge (session, subject, uid, zone, side, safetyClass, energised, handPoints,
            settled, proven, claimed)
            \(numbers) SELECT i, 1, 1000, 'multifidus-lumbar', 'left', 0, 120000, 1.2, 1, \(at), \(at)
              FROM n;
          INSERT INTO charge (session, subject, uid, zone, side, safetyClass, energised, handPoints,
            settled, proven, claimed)
            \(numbers) SELECT i, 1, 1000, 'multifidus-lumbar', 'right', 0, 120000, 1.3, 1, \(at), \(at)
              FROM n;
          INSERT INTO delivery \(numbers) SELECT i, 0, 'multifidus-lumbar:left', 240000, 2.5, 30, 0.6,
              1.1, 0.6 FROM n;
          INSERT INTO report (subject, session, kind, claimed, wall, pain)
            \(numbers) SELECT 1, i, 'before', \(at), \(at), 2 + i % 2 FROM n;
          INSERT INTO report (subject, session, kind, claimed, wall, pain, tolerance, numb)
            \(numbers) SELECT 1, i, 'after', \(at) + 240000, \(at) + 240000, 1 + i % 2, 3, 0 FROM n;
          INSERT INTO report (subject, kind, claimed, wall, pain)
            \(numbers) SELECT 1, 'note', \(at) + 500000, \(at) + 500000, 0 FROM n WHERE i % 20 = 0;
          INSERT INTO answer (subject, question, yes, claimed, wall)
            \(numbers) SELECT 1, 'RF-' || (1 + i % 5), 0, \(at), \(at) FROM n;
          """)
    }
  }

  private func milliseconds(_ work: () throws -> Void) rethrows -> Float {
    let clock = ContinuousClock()
    let taken = try clock.measure(work)
    return Float(taken / .microseconds(1)) / 1000
  }
}
