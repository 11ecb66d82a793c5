// SPDX-License-Identifier: Apache-2.0

import Envelope
import GRDB
import Person
import Quantities
import Testing

@testable import Ledger

@Suite("Files whose numbers cannot be")
struct OutlandishFileTests {
  let start = ClockReading.start
  let me = LedgerStore.subject
  static let moments: [Int64] = [
    .min, .min + 1, -0x4000_0000_0000_0000, -0x2000_0000_0000, 0, 0x4000_0000_0000_0000, .max - 1,
    .max,
  ]

  func record(
    started: Int64 = 0, at: Int64 = 0, energisedMs: Int64 = 1, points: Double = 0, said: [Int] = []
  ) throws -> String {
    try ArchiveRecord(
      session: ArchiveRecord.Session(
        name: "odd", title: "t", device: "d", simulated: true, program: "", started: started,
        outcome: "completed", reason: "", standstillMs: nil, confirmedMs: nil,
        standstillConfirmed: true,
        charges: [
          ArchiveRecord.Charge(
            zone: LedgerStore.back.zone, side: LedgerStore.back.side, safetyClass: 0,
            energisedMs: energisedMs, handPoints: points, at: at)
        ], delivered: [],
        said: said.map { ArchiveRecord.Said(sinceMs: 0, step: 0, question: nil, number: $0) })
    ).sealed()
  }

  private func expectRest(_ ledger: LedgerStore) throws {
    let now = start.later(seconds: 60)
    try ledger.begin("next", now: now)
    let refusal = refusedLimit { try ledger.charge("next", seconds: 10, now: now) }
    #expect(refusal?.limit == .application || refusal?.limit == .zoneDay)
  }

  @Test("H2: no moment of a restored charge ends a rest", arguments: moments)
  func rest(at: Int64) throws {
    let ledger = try LedgerStore.temporary(now: start)
    try ledger.treat("real", seconds: 300, now: start)
    _ = try ledger.restore([record(at: at)], subject: me, now: start)
    try expectRest(ledger)
  }

  @Test("H2: a charge of the future, and sums beyond all time, hide nothing that was had before")
  func future() throws {
    let changes = [
      "UPDATE charge SET proven = proven + 1700000000000 WHERE energised = 1",
      "UPDATE charge SET energised = 6000000000000",
    ]
    for change in changes {
      let ledger = try LedgerStore.temporary(now: start)
      try ledger.treat("real", seconds: 300, now: start)
      _ = try ledger.restore([record(at: start.wall.milliseconds)], subject: me, now: start)
      try ledger.transaction(start) { db, _ in try db.execute(sql: change) }
      #expect(try ledger.had(now: start).today >= .seconds(Int64(300)), "\(change)")
      try expectRest(ledger)
    }
  }

  @Test("H2: whatever moments a file names, everything can be exported and looked at again")
  func exported() throws {
    for started in Self.moments {
      for at in Self.moments {
        let ledger = try LedgerStore.temporary(now: start)
        _ = try ledger.restore([record(started: started, at: at)], subject: me, now: start)
        _ = try ledger.write(
          DiaryEntry(.before, at: start.wall, pain: 3), subject: me, now: start)
        #expect(try ledger.export(subject: me).records.count == 2)
        #expect(try ledger.history(subject: me, limit: 9).count == 1)
        _ = try ledger.progression(subject: me, now: start)
      }
    }
  }

  @Test("H9: points beyond any hand count as many, are refused and can be said")
  func points() throws {
    for points in [1e30, .greatestFiniteMagnitude] {
      let ledger = try LedgerStore.temporary(now: start)
      _ = try ledger.restore(
        [record(at: start.wall.milliseconds, energisedMs: 0, points: points)], subject: me,
        now: start)
      let had = try ledger.usage(subject: me, places: [:], now: start).handPointsToday
      #expect((0...1e9).contains(had))
      let refusal = refusedLimit { try ledger.begin("next", now: start) }
      #expect(refusal?.limit == .handPoints)
      #expect(refusal?.message.contains("points in 24 h") == true)
    }
    for used in [1e30, .infinity, .nan, -1e30] {
      let refusal = LimitRefusal(
        limit: .handPoints, used: used, allowed: 100, wait: .zero, wall: start.wall)
      #expect(refusal.message.contains("of 100 vibration points"))
    }
  }

  @Test("H2: pain that is no number of the scale is restored as the nearest that is")
  func said() throws {
    for (number, kept) in [(Int.min, 0), (-1, 0), (11, 10), (Int.max, 10)] {
      let ledger = try LedgerStore.temporary(now: start)
      let before = ArchiveRecord.Entry(
        kind: "before", session: "odd", at: start.wall.milliseconds, pain: 3, worse: "",
        better: "", text: "")
      _ = try ledger.restore(
        [
          record(at: start.wall.milliseconds, energisedMs: 60_000, said: [number]),
          ArchiveRecord(entry: before).sealed(),
        ], subject: me, now: start)
      _ = try ledger.progression(subject: me, now: start)
      #expect(try ledger.history(subject: me, limit: 1).first?.said.map(\.number) == [kept])
    }
  }
}
