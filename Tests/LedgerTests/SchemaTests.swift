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
  static let fixtures = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".sql") }.sorted()

  /// A file as that version left it.
  private func place(_ fixture: String) throws -> Place {
    let place = try Place()
    let sql = try String(contentsOf: Self.folder.appending(path: fixture), encoding: .utf8)
    try DatabaseQueue(path: place.path + "/" + LedgerFile.name).write { try $0.execute(sql: sql) }
    return place
  }

  @Test("there is a fixture for every version before this one")
  func complete() throws {
    #expect(Self.fixtures.count >= 4)
    #expect(LedgerSchema.migrator.migrations.count >= Self.fixtures.count)
  }

  @Test("H2: keep every dose, record and right, and take what is new", arguments: fixtures)
  func migrates(fixture: String) throws {
    let place = try place(fixture)
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
