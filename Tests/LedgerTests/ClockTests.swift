// SPDX-License-Identifier: Apache-2.0

import Envelope
import Person
import Quantities
import Randomness
import Testing

@testable import Ledger

@Suite("The ledger's clock")
struct ClockTests {
  let start = ClockReading.start
  static let hour = Interval.seconds(Int64(3600))

  func full(at now: ClockReading) throws -> LedgerStore {
    let ledger = try LedgerStore.temporary(now: now)
    for number in 0..<3 { try ledger.treat("s\(number)", seconds: 10, now: now) }
    return ledger
  }

  @Test("H2: a calendar set forward without a restart grants nothing")
  func forward() throws {
    let ledger = try full(at: start)
    var now = start.later(seconds: 60)
    now.wall = now.wall + .seconds(Int64(10 * 86_400))
    now.synchronised = false
    #expect(refusedLimit { try ledger.begin("s", now: now) }?.limit == .sessionsPerDay)
  }

  @Test("H2: a clock set back grants nothing, with and without a restart")
  func back() throws {
    let ledger = try full(at: start)
    for days in [1, 30, 3650] as [Int64] {
      var now = start.later(seconds: 60)
      now.wall = now.wall - .seconds(days * 86_400)
      now.synchronised = false
      #expect(refusedLimit { try ledger.begin("s", now: now) }?.limit == .sessionsPerDay)
      let restarted = start.restarted(
        "b\(days)", wall: .seconds(-days * 86_400), synchronised: false)
      #expect(refusedLimit { try ledger.begin("s", now: restarted) }?.limit == .sessionsPerDay)
    }
  }

  @Test("H10: a clock set back asks the questions again")
  func answersAndClock() throws {
    let ledger = try LedgerStore.temporary(now: start)
    try ledger.answerNo(now: start)
    #expect(try ledger.screening(subject: LedgerStore.subject, now: start).permits)
    let back = start.restarted("second", wall: .zero - Self.hour, synchronised: false)
    #expect(try !ledger.screening(subject: LedgerStore.subject, now: back).permits)
    let forward = start.restarted("third", wall: .seconds(Int64(86_401)), synchronised: false)
    #expect(try !ledger.screening(subject: LedgerStore.subject, now: forward).permits)
  }

  @Test("H2: an unsynchronised jump forward across a restart grants one session at most")
  func unsynchronised() throws {
    let ledger = try full(at: start)
    let jumped = start.restarted("second", wall: .seconds(Int64(3 * 86_400)), synchronised: false)
    try ledger.treat("claimed", seconds: 10, now: jumped)
    let soon = jumped.later(seconds: 60)
    let refusal = refusedLimit { try ledger.begin("more", now: soon) }
    #expect(refusal?.limit == .sessionsPerDay)
  }

  @Test("a gap that a time service vouches for counts in full")
  func synchronised() throws {
    let ledger = try full(at: start)
    let next = start.restarted("second", wall: .seconds(Int64(86_400)), synchronised: true)
    for number in 3..<6 { try ledger.treat("s\(number)", seconds: 10, now: next) }
  }

  @Test("H2: when the time service turns up late, what was just had does not grow old")
  func lateService() throws {
    let ledger = try LedgerStore.temporary(now: start)
    let dark = start.restarted("second", wall: .zero, synchronised: false)
    for number in 0..<3 { try ledger.treat("s\(number)", seconds: 10, now: dark) }
    var now = dark.later(seconds: 600)
    now.wall = now.wall + .seconds(Int64(30 * 86_400))
    now.synchronised = true
    #expect(refusedLimit { try ledger.begin("s", now: now) }?.limit == .sessionsPerDay)
    let usage = try ledger.usage(subject: LedgerStore.subject, places: [:], now: now)
    #expect(usage.sessionsToday == 3)
    #expect(!usage.onClaim)
  }

  @Test("H2: neither clock ever goes back, whatever the readings say")
  func monotonic() {
    for seed in 0..<200 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      var reading = ClockReading.start
      var clock = LedgerClock(first: reading)
      for step in 0..<60 {
        if Int.random(in: 0..<5, using: &random) == 0 {
          reading.boot = "boot \(step)"
          reading.sinceBoot = Instant(milliseconds: UInt64.random(in: 0...100_000, using: &random))
        } else {
          reading.sinceBoot =
            reading.sinceBoot + .milliseconds(Int64.random(in: -1000...90_000_000, using: &random))
        }
        reading.wall =
          reading.wall
          + .milliseconds(Int64.random(in: -100_000_000...100_000_000, using: &random))
        reading.synchronised = Bool.random(using: &random)
        let before = clock.now
        _ = clock.advance(to: reading)
        #expect(clock.now.proven >= before.proven, "seed \(seed)")
        #expect(clock.now.claimed >= before.claimed, "seed \(seed)")
      }
    }
  }
}
