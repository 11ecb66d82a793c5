// SPDX-License-Identifier: Apache-2.0

import Envelope
import Person
import Quantities
import Testing

@testable import Ledger

@Suite("What people say, in the ledger")
struct DiaryTests {
  let start = ClockReading.start
  let me = LedgerStore.subject

  func day(_ number: Int) -> ClockReading { start.later(seconds: Int64(number) * 90_000) }

  /// A session of a day with what was said around it.
  func session(
    _ ledger: LedgerStore, _ number: Int, before: Int?, after: Int?, tolerance: Int? = nil,
    numb: Bool? = nil
  ) throws {
    let now = day(number)
    if let before {
      _ = try ledger.write(DiaryEntry(.before, at: now.wall, pain: before), subject: me, now: now)
    }
    try ledger.treat("s\(number)", seconds: 60, now: now)
    guard let after else { return }
    _ = try ledger.write(
      DiaryEntry(.after, at: now.wall, pain: after, tolerance: tolerance, numb: numb),
      subject: me, now: now)
  }

  func percent(_ ledger: LedgerStore, on number: Int) throws -> Int {
    Int((try ledger.progression(subject: me, now: day(number)).amplitudeFactor(.a) * 100).rounded())
  }

  @Test("the level rises by what was said around sessions, and falls by it")
  func level() throws {
    let ledger = try LedgerStore.temporary(now: start)
    #expect(try percent(ledger, on: 0) == 50)
    for number in 0..<5 { try session(ledger, number, before: 3, after: 3, tolerance: 2) }
    #expect(try percent(ledger, on: 5) == 80)
    try session(ledger, 5, before: 3, after: nil)
    #expect(try percent(ledger, on: 6) == 80)
    try session(ledger, 6, before: 2, after: 4)
    #expect(try percent(ledger, on: 7) == 56)
    // Saying less afterwards does not take it back: the worst counts.
    _ = try ledger.write(
      DiaryEntry(.after, session: "s6", at: day(7).wall, pain: 0), subject: me, now: day(7))
    #expect(try percent(ledger, on: 7) == 56)
  }

  @Test("pain that was reported in a session stands for pain after it where nobody said more")
  func said() throws {
    let ledger = try LedgerStore.temporary(now: start)
    for number in 0..<4 { try session(ledger, number, before: 3, after: 3) }
    let now = day(4)
    _ = try ledger.write(DiaryEntry(.before, at: now.wall, pain: 3), subject: me, now: now)
    try ledger.begin("s4", now: now)
    try ledger.charge("s4", seconds: 60, now: now)
    let said = [
      SaidInSession(since: .seconds(Int64(5)), step: 0, question: nil, number: 4),
      SaidInSession(since: .seconds(Int64(9)), step: 1, question: nil, number: 6),
      SaidInSession(since: .seconds(Int64(20)), step: 2, question: "How warm is it?", number: 1),
    ]
    try ledger.close(
      LedgerRecord(
        opening: LedgerOpening(
          session: "s4", subject: me, device: "d", simulated: true, title: "t"),
        started: now.wall, outcome: .stopped, reason: "", zones: [], energised: .zero,
        handPoints: 0, standstill: nil, confirmed: nil, standstillConfirmed: false),
      said: said, now: now)
    #expect(try ledger.record(session: "s4", uid: 1000).said == said)
    #expect(try percent(ledger, on: 5) == 49)
  }

  @Test("H10: numbness locks what was treated, for that person, until they say it is gone")
  func numbness() throws {
    let ledger = try LedgerStore.temporary(now: start)
    try session(ledger, 0, before: 3, after: 3, numb: true)
    #expect(try ledger.locks(subject: me).map(\.place) == [LedgerStore.back])
    let now = day(1)
    try ledger.begin("s1", now: now)
    #expect(throws: LedgerError.locked(ZoneLock(place: LedgerStore.back, since: now.wall))) {
      try ledger.charge("s1", seconds: 1, now: now)
    }
    try ledger.charge(
      "s1", TreatedSide(zone: "multifidus-lumbar", side: "right"), seconds: 1, now: now)
    // Another person of the same operator is not locked, and cannot be unlocked through.
    let anna = LedgerSubject(uid: 1000, name: "anna")
    try ledger.begin("anna", anna, now: now)
    try ledger.charge("anna", seconds: 1, now: now)
    #expect(try ledger.unlock(LedgerStore.back, subject: anna, now: now) == 0)
    #expect(try ledger.unlock(LedgerStore.back, subject: me, now: now) == 1)
    try ledger.charge("s1", seconds: 1, now: now)
    #expect(try ledger.locks(subject: me).isEmpty)
  }

  @Test("H10: numbness said while a session runs locks what it treats, whatever was treated before")
  func numbNow() throws {
    for earlier in [false, true] {
      for kind in [DiaryEntry.Kind.after, .before, .note] {
        let ledger = try LedgerStore.temporary(now: start)
        if earlier {
          try ledger.treat("s0", LedgerStore.neck, .neck, seconds: 30, now: start)
        }
        try ledger.begin("s1", now: start)
        try ledger.charge("s1", seconds: 60, now: start)
        let entry = DiaryEntry(kind, at: start.wall, pain: 3, numb: true)
        let locked = try ledger.write(entry, subject: me, now: start)
        #expect(locked.map(\.place) == [LedgerStore.back], "\(kind) \(earlier)")
        #expect(throws: LedgerError.locked(ZoneLock(place: LedgerStore.back, since: start.wall))) {
          try ledger.charge("s1", seconds: 1, now: start)
        }
      }
    }
  }

  @Test("H10: numbness between sessions locks what the last one treated, or is refused by name")
  func numbBetween() throws {
    for kind in DiaryEntry.Kind.allCases where kind != .daily {
      let ledger = try LedgerStore.temporary(now: start)
      let entry = DiaryEntry(kind, at: start.wall, pain: 3, numb: true)
      #expect(throws: LedgerError.self, "\(kind)") {
        try ledger.write(entry, subject: me, now: start)
      }
      #expect(try ledger.diary(subject: me, limit: 1).isEmpty)
      try ledger.treat("s0", seconds: 60, now: start)
      #expect(
        try ledger.write(entry, subject: me, now: start).map(\.place) == [LedgerStore.back])
      // What is said before a session belongs to the next one.
      let belongs = try ledger.diary(subject: me, limit: 1).first?.session
      #expect(belongs == (kind == .after ? "s0" : nil))
    }
  }

  @Test("H10: a name that begins with a mark that combines is still its user's")
  func combining() throws {
    for name in ["\u{301}anna", "\u{200D}x", "\u{FE0F}", "a/b", "/"] {
      let subject = LedgerSubject(uid: 1000, name: name)
      #expect(LedgerSubject(subject.description) == subject)
      #expect(LedgerSubject(subject.description)?.uid == 1000)
    }
  }

  @Test("what was said long before a session does not belong to it")
  func stale() throws {
    let ledger = try LedgerStore.temporary(now: start)
    _ = try ledger.write(DiaryEntry(.before, at: start.wall, pain: 3), subject: me, now: start)
    let later = start.later(seconds: 7200)
    try ledger.treat("late", seconds: 60, now: later)
    #expect(try ledger.diary(subject: me, limit: 5).first?.session == nil)
    _ = try ledger.write(DiaryEntry(.before, at: later.wall, pain: 4), subject: me, now: later)
    try ledger.treat("now", seconds: 60, now: later)
    #expect(try ledger.diary(subject: me, limit: 5).first?.session == "now")
  }

  @Test(
    "numbers off the scale, endless texts and others' sessions are refused, and nothing is kept")
  func refusals() throws {
    let ledger = try LedgerStore.temporary(now: start)
    try ledger.treat("s", seconds: 60, now: start)
    for entry in [
      DiaryEntry(.note, at: start.wall, pain: 11), DiaryEntry(.note, at: start.wall, pain: -1),
      DiaryEntry(.note, at: start.wall, text: String(repeating: "x", count: 2001)),
      DiaryEntry(.ice, at: start.wall, duration: .seconds(Int64(-1))),
    ] {
      #expect(throws: LedgerError.self) { try ledger.write(entry, subject: me, now: start) }
    }
    let stranger = LedgerSubject(uid: 1001)
    let entry = DiaryEntry(.after, session: "s", at: start.wall, pain: 1, numb: true)
    #expect(throws: LedgerError.noSuchSession("s")) {
      try ledger.write(entry, subject: stranger, now: start)
    }
    #expect(throws: LedgerError.self) {
      try ledger.write(DiaryEntry(.after, at: start.wall, pain: 1), subject: stranger, now: start)
    }
    #expect(try ledger.diary(subject: me, limit: 5).isEmpty)
    #expect(try ledger.locks(subject: me).isEmpty && ledger.locks(subject: stranger).isEmpty)
  }

  @Test("asking about somebody makes nobody known, and gives the gentle caps")
  func unknown() throws {
    let ledger = try LedgerStore.temporary(now: start)
    let nobody = LedgerSubject(uid: 1000, name: "nobody")
    #expect(try ledger.progression(subject: nobody, now: start).amplitudeFactor(.b) == 0.4)
    _ = try ledger.usage(subject: nobody, places: [LedgerStore.back: .a], now: start)
    #expect(try ledger.subjects(uid: 1000).isEmpty)
  }

  @Test("H10: pain that stays for four weeks keeps sessions gentle until a doctor knows")
  func course() throws {
    let ledger = try LedgerStore.temporary(now: start)
    for number in 0..<30 { try session(ledger, number, before: 5, after: 5, tolerance: 1) }
    #expect(try percent(ledger, on: 30) == 50)
    _ = try ledger.write(DiaryEntry(.doctor, at: day(30).wall), subject: me, now: day(30))
    #expect(try percent(ledger, on: 30) == 100)
  }
}
