// SPDX-License-Identifier: Apache-2.0

import Envelope
import Person
import Quantities
import Randomness
import Testing

@testable import Ledger

/// Restarts with a calendar that nobody vouches for, against what was really had.
@Suite("The ledger under calendars that leap")
struct JumpTests {
  static let day = Interval.seconds(Int64(86_400))

  @Test(
    "H2: each start of the machine with an unvouched leap grants one session at most",
    arguments: 0..<24)
  func leaps(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var reading = ClockReading.start
    let ledger = try LedgerStore.temporary(now: reading)
    var truth = Interval.zero
    var begun: [(at: Interval, boot: Int)] = []
    var boot = 0
    for step in 0..<120 {
      switch Int.random(in: 0..<10, using: &random) {
      case 0:
        boot += 1
        truth = truth + .seconds(Int64(31))
        reading = reading.restarted(
          "boot \(boot)", wall: .seconds(Int64.random(in: -400_000...4_000_000, using: &random)),
          synchronised: false)
      case 1:
        reading.wall = reading.wall + .seconds(Int64.random(in: -90_000...900_000, using: &random))
        reading.synchronised = false
      case 2...4:
        let passed = Interval.seconds(Int64.random(in: 1...30_000, using: &random))
        truth = truth + passed
        reading = reading.later(passed)
        reading.synchronised = false
      default:
        let name = "s\(step)"
        do {
          try ledger.begin(name, now: reading)
        } catch LedgerError.limit { continue }
        do {
          try ledger.charge(name, LedgerStore.back, .a, seconds: 20, points: 1, now: reading)
        } catch LedgerError.limit {
          try ledger.end(name, .stopped, now: reading)
          continue
        }
        try ledger.settle(
          session: name, place: LedgerStore.back, energised: .seconds(Int64(20)), handPoints: 1,
          now: reading)
        try ledger.end(name, now: reading)
        begun.append((truth, boot))
        judge(begun, truth, seed)
      }
    }
    #expect(begun.count > 3, "seed \(seed) began nothing")
  }

  /// In any day: three, and one more for each start of the machine that the day has seen.
  private func judge(_ begun: [(at: Interval, boot: Int)], _ now: Interval, _ seed: UInt64) {
    let recent = begun.filter { now - $0.at < Self.day }
    let boots = Set(recent.map(\.boot)).count
    #expect(recent.count <= Limits.sessionsPerDay + boots, "seed \(seed): \(recent)")
  }

  @Test("H2: at one leap, doses go beyond their caps by one session and no more")
  func oneSession() throws {
    let start = ClockReading.start
    let ledger = try LedgerStore.temporary(now: start)
    for number in 0..<3 {
      try ledger.treat("s\(number)", seconds: 300, now: start.later(seconds: Int64(number) * 7200))
    }
    let now = start.later(seconds: 15_000)
    #expect(refusedLimit { try ledger.begin("s", now: now) }?.limit == .sessionsPerDay)
    let leapt = now.restarted("second", wall: .seconds(Int64(86_400 * 30)), synchronised: false)
    try ledger.treat("granted", seconds: 300, now: leapt)
    for hours in 1...6 as ClosedRange<Int64> {
      let later = leapt.later(seconds: hours * 3600)
      #expect(refusedLimit { try ledger.begin("t\(hours)", now: later) } != nil)
    }
  }
}
