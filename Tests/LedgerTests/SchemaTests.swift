// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import Person
import Quantities
import Testing

@testable import Ledger

@Suite("Files of earlier versions")
struct SchemaTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "Schemas")
  /// Each adds to the one before it.
  static let versions = Array(1...4)

  /// A file as that version left it, with one session in it.
  private func place(_ version: Int) throws -> Place {
    let place = try Place()
    try DatabaseQueue(path: place.path + "/" + LedgerFile.name).write { db in
      for name in (1...version).map(String.init) + ["session"] {
        let file = Self.folder.appending(path: "\(name).sql")
        try db.execute(sql: String(contentsOf: file, encoding: .utf8))
      }
    }
    return place
  }

  @Test("there is a fixture for every version before this one")
  func complete() throws {
    #expect(LedgerSchema.migrator.migrations.count == Self.versions.count + 1)
  }

  @Test("H2: keep every dose, record and right, and take what is new", arguments: versions)
  func migrates(version: Int) throws {
    let place = try place(version)
    let now = ClockReading.start.later(seconds: 10)
    do {
      let ledger = try LedgerStore.open(directory: place.path, now: now)
      #expect(ledger.setAside == nil)
      #expect(try ledger.had(now: now).today == .seconds(Int64(42)))
      let usage = try ledger.usage(subject: LedgerStore.subject, places: [:], now: now)
      #expect(usage.sessionsToday == 1 && usage.earlierSessions == 1)
      #expect(usage.handPointsToday == 1.5)
      let record = try ledger.record(session: "s1", uid: 1000)
      #expect(record.outcome == .completed && record.zones.count == 1 && !record.imported)
      #expect(try ledger.curve(session: "s1", uid: 1000)?.samples.count == 1)
      #expect(throws: LedgerError.noSuchSession("s1")) {
        try ledger.record(session: "s1", uid: 1001)
      }
      _ = try ledger.write(
        DiaryEntry(.after, session: "s1", at: now.wall, pain: 3, numb: true),
        subject: LedgerStore.subject, now: now)
      #expect(try ledger.locks(subject: LedgerStore.subject).count == 1)
    }
    let again = try LedgerStore.open(directory: place.path, now: now)
    #expect(try again.diary(subject: LedgerStore.subject, limit: 9).first?.pain == 3)
    let applied = try again.reading { try LedgerSchema.migrator.appliedMigrations($0) }
    #expect(applied == LedgerSchema.migrator.migrations)
  }
}
