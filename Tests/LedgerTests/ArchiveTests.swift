// SPDX-License-Identifier: Apache-2.0

import Anatomy
import Envelope
import Foundation
import GRDB
import Person
import Quantities
import Randomness
import Testing

@testable import Ledger

@Suite("Export, restore and erase")
struct ArchiveTests {
  let start = ClockReading.start
  let me = LedgerStore.subject
  let places: [TreatedSide: SafetyClass] = [
    LedgerStore.back: .a, LedgerStore.neck: .neck,
    TreatedSide(zone: "multifidus-lumbar", side: "right"): .a,
  ]

  /// A few sessions, something said, and a lock.
  func used() throws -> LedgerStore {
    let ledger = try LedgerStore.temporary(now: start)
    for number in 0..<3 {
      let now = start.later(seconds: Int64(number) * 3600)
      _ = try ledger.write(DiaryEntry(.before, at: now.wall, pain: 3), subject: me, now: now)
      try ledger.treat("s\(number)", seconds: 60, now: now)
      _ = try ledger.write(
        DiaryEntry(.after, at: now.wall, pain: number == 1 ? 6 : 3, tolerance: 2), subject: me,
        now: now)
    }
    try ledger.treat(
      "neck", LedgerStore.neck, .neck, seconds: 30, now: start.later(seconds: 100_000))
    _ = try ledger.write(
      DiaryEntry(.after, at: start.wall, pain: 3, numb: true), subject: me,
      now: start.later(seconds: 100_000))
    for (pain, daily) in [(5, DailyLife(abilities: ["bed": 3], work: "desk")), (4, nil)] {
      _ = try ledger.keep(
        Assessment(patterns: [.forwardHead], pain: pain, daily: daily), subject: me,
        now: start.later(seconds: 100_010 - Int64(pain)))
    }
    return ledger
  }

  var now: ClockReading { start.later(seconds: 100_100) }

  @Test("what was exported comes back as dose, records, diary and locks on another machine")
  func roundTrip() throws {
    let old = try used()
    let records = try old.export(subject: me).records
    let new = try LedgerStore.temporary(now: now)
    let restored = try new.restore(records, subject: me, now: now)
    #expect(restored.added == records.count && restored.known == 0 && restored.edited == 0)
    let (a, b) = (
      try old.usage(subject: me, places: places, now: now),
      try new.usage(subject: me, places: places, now: now)
    )
    #expect(b.sessionsToday == a.sessionsToday)
    for place in places.keys { #expect(b.places[place]?.today == a.places[place]?.today) }
    #expect(try new.locks(subject: me).map(\.place) == [LedgerStore.neck])
    #expect(try new.history(subject: me, limit: 9).allSatisfy(\.imported))
    #expect(
      try new.history(subject: me, limit: 9).map(\.started)
        == old.history(subject: me, limit: 9).map(\.started))
    #expect(try new.diary(subject: me, limit: 99).count == old.diary(subject: me, limit: 99).count)
    #expect(try new.dailyCourse(subject: me) == old.dailyCourse(subject: me))
    #expect(try new.dailyCourse(subject: me).now.work == "desk")
    // An assessment of a file is compared with, and permits no plan of a posture pattern.
    #expect(try old.assessment(subject: me, now: now)?.assessment.pain == 4)
    #expect(try new.assessment(subject: me, now: now) == nil)
    let next = Assessment(pain: 1, daily: DailyLife(abilities: ["bed": 8]))
    let earlier = try #require(try new.keep(next, subject: me, now: now)).assessment
    #expect(
      next.changes(since: earlier) == ["pain: 4 → 1 (better)", "bed: 3 → 8 (better)"])
    // Experience is not carried over: it begins gently.
    #expect(b.earlierSessions == 0)
    let again = try new.restore(records, subject: me, now: now)
    #expect(again.added == 0 && again.known == records.count)
  }

  @Test("the means of every actuator come back too, and a file without them is as it was")
  func actuators() throws {
    let old = try LedgerStore.temporary(now: start)
    for (name, count) in [("one", 1), ("two", 2)] {
      try old.begin(name, now: start)
      let record = LedgerStore.record(name, actuators: count, now: start)
      try old.close(record, curve: nil, now: start)
    }
    let records = try old.export(subject: me).records
    #expect(!records[0].contains("actuators") && records[1].contains("actuators"))
    let new = try LedgerStore.temporary(now: now)
    #expect(try new.restore(records, subject: me, now: now).edited == 0)
    #expect(
      try new.history(subject: me, limit: 9).map(\.zones)
        == old.history(subject: me, limit: 9).map(\.zones))
    _ = try new.erase(subject: me, now: now)
    let left = try new.reading { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM actuator") }
    #expect(left == 0)
  }

  @Test("daily life is asked again after two weeks, while anything is less than well")
  func due() throws {
    let ledger = try LedgerStore.temporary(now: start)
    func say(_ abilities: [String: Int], days: Int64) throws -> Bool {
      let now = start.later(seconds: days * 86_400)
      let isDue = try ledger.dailyCourse(subject: me).isDue(at: now.wall)
      _ = try ledger.write(
        DiaryEntry(.daily, at: now.wall, daily: DailyLife(abilities: abilities)), subject: me,
        now: now)
      return isDue
    }
    #expect(try !say(["bed": 4, "car": 10], days: 0))
    #expect(try !say(["bed": 5], days: 13))
    #expect(try say(["bed": 10], days: 27))
    #expect(try !say(["bed": 10], days: 90))
  }

  @Test("what cannot have been is refused by name, and the future is told and counts from now")
  func impossible() throws {
    let records = try used().export(subject: me).records
    for (old, new, words) in [
      (
        "\"energisedMs\":60000", "\"energisedMs\":-60000", "Session 's0' of the file says -60000 ms"
      ),
      ("\"standstillMs\":118", "\"standstillMs\":-118", "standstill after -118 ms"),
      ("\"kind\":\"before\"", "\"durationMs\":-5,\"kind\":\"before\"", "says that it took -5 ms"),
      ("\"pain\":6", "\"pain\":60", "'after' of 2027-01-15 of the file cannot be kept"),
    ] {
      let ledger = try LedgerStore.temporary(now: now)
      do {
        _ = try ledger.restore(
          records.map { $0.replacingOccurrences(of: old, with: new) }, subject: me, now: now)
        Issue.record("\(new) was taken")
      } catch {
        #expect(error.description.contains(words), "\(error)")
        #expect(error.description.contains("nothing was restored"))
      }
      #expect(try ledger.history(subject: me, limit: 9).isEmpty)
    }
    let ledger = try LedgerStore.temporary(now: now)
    let name = "s0'); DROP TABLE session; --"
    let later = records.map {
      $0.replacingOccurrences(of: "\"started\":18", with: "\"started\":48")
        .replacingOccurrences(of: "\"name\":\"s0\"", with: "\"name\":\"\(name)\"")
    }
    let restored = try ledger.restore(later, subject: me, now: now)
    #expect(
      restored.edited == 4
        && restored.notes.contains("Session '\(name)' is of the future; it counts from now."))
    #expect(restored.notes.contains("Session 's1' was edited since it was exported."))
    let history = try ledger.history(subject: me, limit: 9)
    #expect(history.count == 4 && history.allSatisfy { $0.started <= now.wall })
    #expect(try ledger.restore(later, subject: me, now: now).added == 0)
  }

  @Test("an export comes in parts of any size, each thing once, and history and diary in pages")
  func parts() throws {
    let ledger = try used()
    for number in 0..<7 {
      _ = try ledger.write(
        DiaryEntry(.note, at: now.wall, text: "note \(number)"), subject: me, now: now)
    }
    let whole = try ledger.export(subject: me).records
    for count in [1, 2, 3, 5, whole.count, whole.count + 1] {
      var records: [String] = []
      var from: Int? = 0
      while let start = from {
        let part = try ledger.export(subject: me, from: start, count: count)
        // Standing locks, of which a body has few, come with the last part.
        #expect(part.records.count <= count + (part.next == nil ? 1 : 0))
        records += part.records
        from = part.next
      }
      #expect(records == whole, "in parts of \(count)")
    }
    let sessions = try ledger.history(subject: me, limit: 99).map(\.opening.session)
    let entries = try ledger.diary(subject: me, limit: 99)
    #expect(entries.count > 7 && sessions.count > 1)
    for skip in 0...entries.count {
      #expect(
        try ledger.history(subject: me, limit: 2, skip: skip).map(\.opening.session)
          == Array(sessions.dropFirst(skip).prefix(2)))
      #expect(
        try ledger.diary(subject: me, limit: 3, skip: skip)
          == Array(entries.dropFirst(skip).prefix(3)))
    }
  }

  @Test("an edited record is told apart, and one that cannot be read restores nothing")
  func edited() throws {
    let old = try used()
    var records = try old.export(subject: me).records
    records[0] = records[0].replacingOccurrences(
      of: "\"energisedMs\":60000", with: "\"energisedMs\":1")
    let new = try LedgerStore.temporary(now: now)
    #expect(try new.restore(records, subject: me, now: now).edited == 1)
    let empty = try LedgerStore.temporary(now: now)
    for bad in ["{", "{}", #"{"schema":"tonus-record/9","digest":""}"#] {
      #expect(throws: LedgerError.self) {
        try empty.restore(records + [bad], subject: me, now: now)
      }
      #expect(try empty.history(subject: me, limit: 9).isEmpty)
    }
  }

  @Test("H2: no edited export reduces a dose, lifts a lock or raises a level", arguments: 0..<40)
  func onlyAdds(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let ledger = try used()
    let anna = LedgerSubject(uid: 1000, name: "anna")
    try ledger.begin("annas", anna, now: now)
    try ledger.charge("annas", seconds: 40, now: now)
    try ledger.end("annas", .completed, anna, now: now)
    let records = try ledger.export(subject: me).records + ledger.export(subject: anna).records
    let before = try State(ledger, self)
    let edited = records.compactMap { Self.edit($0, &random) }
    _ = try? ledger.restore(edited, subject: me, now: now)
    let after = try State(ledger, self)
    for (place, had) in before.had {
      #expect((after.had[place] ?? .zero) >= had, "seed \(seed) \(place)")
    }
    #expect(after.hand >= before.hand && after.sessions >= before.sessions, "seed \(seed)")
    #expect(after.locks.isSuperset(of: before.locks), "seed \(seed)")
    #expect(after.level <= before.level, "seed \(seed)")
    #expect(try ledger.history(subject: anna, limit: 9).count == 1)
  }

  private struct State {
    var had: [TreatedSide: Interval] = [:]
    var hand = 0.0
    var sessions = 0
    var locks: Set<TreatedSide> = []
    var level: Float = 0

    init(_ ledger: LedgerStore, _ tests: ArchiveTests) throws {
      let usage = try ledger.usage(subject: tests.me, places: tests.places, now: tests.now)
      had = usage.places.mapValues(\.today)
      hand = usage.handPointsToday
      sessions = usage.sessionsToday
      locks = Set(try ledger.locks(subject: tests.me).map(\.place))
      level = try ledger.progression(subject: tests.me, now: tests.now).amplitudeFactor(.a)
    }
  }

  /// Changes some numbers and names, drops some records.
  private static func edit(_ record: String, _ random: inout SplitMix64) -> String? {
    if Int.random(in: 0..<5, using: &random) == 0 { return nil }
    var record = record
    let edits: [(String, String)] = [
      ("\"energisedMs\":60000", "\"energisedMs\":-500000"), ("\"pain\":6", "\"pain\":0"),
      ("\"pain\":3", "\"pain\":0"), ("\"kind\":\"after\"", "\"kind\":\"before\""),
      ("\"kind\":\"after\"", "\"kind\":\"doctor\""), ("\"name\":\"s", "\"name\":\"x"),
      ("\"at\":18", "\"at\":98"), ("\"started\":18", "\"started\":-18"),
      ("\"handPoints\":0", "\"handPoints\":-900"), ("\"zone\":\"mult", "\"zone\":\"x'; --mult"),
      ("\"safetyClass\":0", "\"safetyClass\":9"), ("\"completed\"", "\"splendid\""),
      ("\"at\":1800000", "\"at\":-9223372036854775"),
    ]
    for (old, new) in edits where Int.random(in: 0..<3, using: &random) == 0 {
      record = record.replacingOccurrences(of: old, with: new)
    }
    return record
  }

  @Test("H2: erasing removes what is personal and grants nothing")
  func erase() throws {
    let ledger = try used()
    try ledger.treat("today", seconds: 250, now: now)
    let before = try State(ledger, self)
    let erased = try ledger.erase(subject: me, now: now)
    #expect(erased.sessions == 5 && erased.kept >= 2 && erased.entries == 8)
    #expect(try ledger.assessment(subject: me, now: now) == nil)
    #expect(try ledger.dailyCourse(subject: me).saidAt == nil)
    let left = try ledger.reading { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM assessment") }
    #expect(left == 0)
    #expect(try ledger.history(subject: me, limit: 99).isEmpty)
    #expect(try ledger.diary(subject: me, limit: 99).isEmpty)
    #expect(try ledger.subjects(uid: 1000).isEmpty)
    #expect(try ledger.export(subject: me).records.allSatisfy { !$0.contains("Back") })
    let after = try State(ledger, self)
    #expect(after.had == before.had && after.hand == before.hand)
    #expect(after.sessions == before.sessions && after.locks == before.locks)
    #expect(after.level <= before.level)
    try ledger.begin("again", now: now)
    #expect(
      refusedLimit { try ledger.charge("again", seconds: 60, now: now) }?.limit == .application)
    #expect(try ledger.subjects(uid: 1000) == [me])
  }

  @Test("what was erased is gone from the file, and from the books once it counts no more")
  func gone() throws {
    let place = try Place()
    let secret = "a very private sentence"
    do {
      let ledger = try LedgerStore.open(directory: place.path, now: start)
      let anna = LedgerSubject(uid: 1000, name: "annabella")
      _ = try ledger.write(
        DiaryEntry(.note, at: start.wall, text: secret), subject: anna, now: start)
      try ledger.begin("s", anna, now: start)
      try ledger.charge("s", seconds: 10, now: start)
      #expect(throws: LedgerError.self) { try ledger.erase(subject: anna, now: start) }
      try ledger.end("s", .completed, anna, now: start)
      _ = try ledger.erase(subject: anna, now: start)
      for name in place.files {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: place.path + "/" + name))
        #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(name)")
        #expect(bytes.range(of: Data("annabella".utf8)) == nil, "\(name)")
      }
    }
    let ledger = try LedgerStore.open(directory: place.path, now: start.later(seconds: 90_000))
    #expect(try ledger.reading { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM subject") } == 0)
    #expect(try ledger.reading { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM charge") } == 0)
  }
}
