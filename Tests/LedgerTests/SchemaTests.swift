// SPDX-License-Identifier: Apache-2.0

import Anatomy
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
  static let versions = Array(1...8)

  /// A file as that version left it, with one session in it and what else it could hold.
  private func place(_ version: Int) throws -> Place {
    let place = try Place()
    try DatabaseQueue(path: place.path + "/" + LedgerFile.name).write { db in
      // Each version's rows before the next one's tables, as they were written.
      let names = (1...version).flatMap { number in
        ["\(number)"]
          + (number == 1 ? ["session"] : (3...7).contains(number) ? ["rows-\(number)"] : [])
      }
      for name in names {
        let file = Self.folder.appending(path: "\(name).sql")
        try db.execute(sql: String(contentsOf: file, encoding: .utf8))
      }
    }
    return place
  }

  @Test("there is a fixture for every version")
  func complete() throws {
    #expect(LedgerSchema.migrator.migrations.count == Self.versions.count)
  }

  @Test("H10: agreements, diary, locks and assessments survive", arguments: [3, 4, 5, 6, 7, 8])
  func findings(version: Int) throws {
    let place = try place(version)
    let (me, now) = (LedgerStore.subject, ClockReading.start.later(seconds: 10))
    let ledger = try LedgerStore.open(directory: place.path, now: now)
    #expect(ledger.setAside == nil)
    let agreement = try #require(try ledger.agreements(subject: me).first)
    #expect(agreement.clinician == "Dr. Smith" && agreement.date == "2026-12-30")
    guard version >= 4 else { return }
    let diary = try ledger.diary(subject: me, limit: 9)
    #expect(diary.prefix(2).map(\.pain) == [4, 6])
    #expect(diary.prefix(2).allSatisfy { $0.session == "s1" && $0.daily == nil })
    #expect(diary[0].text == "it's \"fine\"" && diary[0].better == "walking")
    #expect(diary[0].tolerance == 3 && diary[0].numb == false && diary[1].worse == "sitting")
    #expect(try ledger.locks(subject: me).map(\.place.zone) == ["gluteus-medius"])
    #expect(try ledger.record(session: "s1", uid: 1000).said.map(\.number) == [4])
    guard version >= 5 else { return }
    let found = try #require(try ledger.assessment(subject: me, now: now)).assessment
    #expect(found.patterns == [.highHip] && found.highSide == .left && found.pain == 4)
    #expect(found.movements.map(\.description) == ["lumbar L4-L5 side-bend left"])
    #expect(found.state("quadratus-lumborum", .left) == .tight)
    guard version >= 6 else { return }
    let zone = try #require(try ledger.record(session: "s1", uid: 1000).zones.first)
    #expect(zone.actuators.map(\.frequency.hertz) == [30, 40])
    #expect(zone.actuators.map(\.amplitude.millimeters) == [0.6, 0.4])
    let daily = try ledger.dailyCourse(subject: me)
    guard version >= 7 else {
      #expect(daily == LedgerStore.DailyCourse())
      return
    }
    #expect(
      daily.now == DailyLife(abilities: ["bed": 7, "stairs": 7], sittingHours: 8, work: "desk"))
    #expect(daily.first["bed"]?.ability == 4 && daily.last["bed"]?.ability == 7)
    #expect(diary.suffix(2).map(\.kind) == [.daily, .daily] && diary.last?.imported == false)
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
      #expect(record.zones[0].leading == LedgerStore.means(30, 0.6, asked: 0.6, peak: 1.1))
      #expect(record.zones[0].actuators.count == (version >= 6 ? 2 : 1))
      #expect(try ledger.curve(session: "s1", uid: 1000)?.samples.count == 1)
      #expect(throws: LedgerError.noSuchSession("s1")) {
        try ledger.record(session: "s1", uid: 1001)
      }
      _ = try ledger.write(
        DiaryEntry(.after, session: "s1", at: now.wall, pain: 3, numb: true),
        subject: LedgerStore.subject, now: now)
      let before = version >= 4 ? 1 : 0
      #expect(try ledger.locks(subject: LedgerStore.subject).count == before + 1)
    }
    let again = try LedgerStore.open(directory: place.path, now: now)
    #expect(try again.diary(subject: LedgerStore.subject, limit: 9).first?.pain == 3)
    let applied = try again.reading { try LedgerSchema.migrator.appliedMigrations($0) }
    #expect(applied == LedgerSchema.migrator.migrations)
  }
}
