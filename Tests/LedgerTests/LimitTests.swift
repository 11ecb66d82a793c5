// SPDX-License-Identifier: Apache-2.0

import Envelope
import Person
import Quantities
import Testing

@testable import Ledger

@Suite("The ledger's limits")
struct LimitTests {
  let start = ClockReading.start

  @Test("H2: three sessions in any 24 hours, also across midnight")
  func threeADay() throws {
    let ledger = try LedgerStore.temporary(now: start)
    for number in 0..<3 {
      try ledger.treat("s\(number)", seconds: 10, now: start.later(seconds: Int64(number) * 3600))
    }
    let late = start.later(seconds: 86_399)
    let refusal = refusedLimit { try ledger.begin("s3", now: late) }
    #expect(refusal?.limit == .sessionsPerDay)
    #expect(refusal?.used == 3)
    #expect(refusal?.wait == .seconds(Int64(1)))
    #expect(refusal?.again == start.later(seconds: 86_400).wall)
    try ledger.begin("s3", now: start.later(seconds: 86_400))
  }

  @Test("a session that delivered nothing does not count once it has ended")
  func emptySession() throws {
    let ledger = try LedgerStore.temporary(now: start)
    for number in 0..<5 {
      try ledger.begin("s\(number)", now: start)
      try ledger.end("s\(number)", .failed, now: start)
    }
    #expect(
      try ledger.usage(subject: LedgerStore.subject, places: [:], now: start).sessionsToday == 0)
  }

  @Test("H2: sessions that are open at once count, each")
  func openSessions() throws {
    let ledger = try LedgerStore.temporary(now: start)
    for number in 0..<3 { try ledger.begin("s\(number)", now: start) }
    #expect(refusedLimit { try ledger.begin("s3", now: start) }?.limit == .sessionsPerDay)
  }

  @Test("H2: an application ends at its cap and comes back after the rest of its class")
  func application() throws {
    let ledger = try LedgerStore.temporary(now: start)
    try ledger.begin("s", now: start)
    for _ in 0..<60 { try ledger.charge("s", seconds: 5, now: start) }
    let refusal = refusedLimit { try ledger.charge("s", seconds: 1, now: start) }
    #expect(refusal?.limit == .application)
    #expect(refusal?.place == LedgerStore.back)
    #expect(refusal?.wait == .seconds(Int64(1800)))
    try ledger.settle(
      session: "s", place: LedgerStore.back, energised: .seconds(Int64(300)), handPoints: 0,
      now: start)
    let early = start.later(seconds: 1799)
    #expect(refusedLimit { try ledger.charge("s", seconds: 1, now: early) }?.limit == .application)
    try ledger.charge(
      "s", TreatedSide(zone: "multifidus-lumbar", side: "right"), seconds: 1, now: early)
    try ledger.charge("s", seconds: 1, now: start.later(seconds: 1800))
  }

  @Test("H2: short pauses do not make a new application")
  func shortPauses() throws {
    let ledger = try LedgerStore.temporary(now: start)
    for number in 0..<3 {
      try ledger.treat(
        "s\(number)", LedgerStore.neck, .neck, seconds: 20,
        now: start.later(seconds: Int64(number) * 7200))
    }
    let had = try ledger.had(LedgerStore.neck, .neck, now: start.later(seconds: 3 * 7200))
    #expect(had.application == .seconds(Int64(60)))
    #expect(had.sinceLast == .seconds(Int64(7200)))
    let later = start.later(seconds: 86_400 - 7200)
    #expect(try ledger.had(LedgerStore.neck, .neck, now: later).application == .zero)
  }

  @Test("H2: the day's cap of a zone-side holds over several applications")
  func zoneDay() throws {
    let ledger = try LedgerStore.temporary(now: start)
    for number in 0..<2 {
      try ledger.treat(
        "s\(number)", LedgerStore.neck, .neck, seconds: 60,
        now: start.later(seconds: Int64(number) * 6 * 3600))
    }
    let now = start.later(seconds: 12 * 3600)
    try ledger.begin("s2", now: now)
    let refusal = refusedLimit {
      try ledger.charge("s2", LedgerStore.neck, .neck, seconds: 1, now: now)
    }
    #expect(refusal?.limit == .zoneDay)
    #expect(refusal?.used == 120)
    #expect(refusal?.wait == .seconds(Int64(12 * 3600)))
  }

  @Test("H2: a session stops at 15 minutes energised")
  func sessionLength() throws {
    let ledger = try LedgerStore.temporary(now: start)
    try ledger.begin("s", now: start)
    for zone in 0..<3 {
      try ledger.charge("s", TreatedSide(zone: "z\(zone)", side: "left"), seconds: 300, now: start)
    }
    let other = TreatedSide(zone: "z3", side: "left")
    #expect(
      refusedLimit { try ledger.charge("s", other, seconds: 1, now: start) }?.limit == .session)
  }

  @Test("H9: the operator's hand is counted over all subjects and refused at 100 points")
  func hand() throws {
    let ledger = try LedgerStore.temporary(now: start)
    let other = LedgerSubject(uid: 1000, name: "anna")
    try ledger.begin("a", now: start)
    try ledger.charge("a", seconds: 5, points: 60, now: start)
    try ledger.begin("b", other, now: start)
    #expect(
      refusedLimit { try ledger.charge("b", seconds: 5, points: 41, now: start) }?.limit
        == .handPoints)
    try ledger.charge("b", seconds: 5, points: 40, now: start)
    #expect(refusedLimit { try ledger.begin("c", other, now: start) }?.limit == .handPoints)
    let stranger = LedgerSubject(uid: 1001)
    try ledger.begin("d", stranger, now: start)
  }

  @Test("class C is never charged")
  func locked() throws {
    let ledger = try LedgerStore.temporary(now: start)
    try ledger.begin("s", now: start)
    #expect(
      refusedLimit { try ledger.charge("s", LedgerStore.neck, .c, seconds: 1, now: start) } != nil)
  }

  @Test("H9: what was measured counts, also when it is more than was charged")
  func measuredMore() throws {
    let ledger = try LedgerStore.temporary(now: start)
    try ledger.begin("s", now: start)
    try ledger.charge("s", seconds: 5, points: 1, now: start)
    try ledger.settle(
      session: "s", place: LedgerStore.back, energised: .milliseconds(5200), handPoints: 1.5,
      now: start)
    #expect(try ledger.had(now: start).today == .milliseconds(5200))
  }

  @Test("H14: delivery that nobody charged, and points that are no number, count all the same")
  func uncharged() throws {
    let ledger = try LedgerStore.temporary(now: start)
    try ledger.begin("s", now: start)
    try ledger.settle(
      session: "s", place: LedgerStore.back, energised: .seconds(Int64(7)), handPoints: .nan,
      now: start)
    #expect(try ledger.had(now: start).today == .seconds(Int64(7)))
    let usage = try ledger.usage(subject: LedgerStore.subject, places: [:], now: start)
    #expect(usage.handPointsToday == 100)
  }

  @Test("a nanosecond more than a millisecond counts as two")
  func rounding() {
    #expect(LedgerStore.roundedUp(.nanoseconds(1_000_001)) == .milliseconds(2))
    #expect(LedgerStore.roundedUp(.nanoseconds(1_000_000)) == .milliseconds(1))
    #expect(LedgerStore.roundedUp(.zero) == .zero)
  }

  @Test("only sessions that ended well after 30 s count as experience")
  func experience() throws {
    let ledger = try LedgerStore.temporary(now: start)
    func earlier(_ now: ClockReading) throws -> Int {
      try ledger.usage(subject: LedgerStore.subject, places: [:], now: now).earlierSessions
    }
    try ledger.treat("short", seconds: 29, now: start)
    #expect(try earlier(start) == 0)
    try ledger.treat("good", seconds: 30, now: start.later(seconds: 7200))
    #expect(try earlier(start.later(seconds: 7200)) == 1)
    let third = start.later(seconds: 90_000)
    try ledger.begin("unsettled", now: third)
    try ledger.charge("unsettled", seconds: 60, now: third)
    try ledger.end("unsettled", now: third)
    try ledger.begin("broken", now: third)
    try ledger.charge("broken", LedgerStore.neck, .neck, seconds: 40, now: third)
    try ledger.settle(
      session: "broken", place: LedgerStore.neck, energised: .seconds(Int64(40)), handPoints: 0,
      now: third)
    try ledger.end("broken", .failed, now: third)
    #expect(try earlier(third) == 1)
  }

  @Test("refusals are one sentence with the limit, the value and the way out")
  func words() {
    let wall = ClockReading.start.wall
    let refusal = LimitRefusal(
      limit: .application, place: LedgerStore.back, used: 180, allowed: 180,
      wait: .seconds(Int64(7201)), wall: wall)
    #expect(
      refusal.message
        == "'multifidus-lumbar:left' has had 180 s of the 180 s it may have before a rest; again in 2 h 1 min, or choose another zone."
    )
    #expect(LimitRefusal.words(.milliseconds(100)) == "1 s")
    #expect(LimitRefusal.words(.seconds(Int64(60))) == "1 min")
    #expect(LimitRefusal.words(.seconds(Int64(61))) == "2 min")
    #expect(LimitRefusal.words(.seconds(Int64(7200))) == "2 h")
    #expect(LimitRefusal.number(12.34) == "12.3")
  }
}
