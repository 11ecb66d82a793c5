// SPDX-License-Identifier: Apache-2.0
import Envelope
import Quantities
import Randomness
import Testing

@Suite("Slew limiter")
struct SlewLimiterTests {
  private let thirty = Hertz(hertz: 30)

  private func run(
    _ limiter: inout SlewLimiter, _ target: Float, from start: UInt64, milliseconds: UInt64
  ) {
    for ms in start..<start + milliseconds {
      _ = limiter.step(
        amplitude: Displacement(millimeters: target), frequency: thirty,
        now: Instant(milliseconds: ms))
    }
  }

  @Test("rises at 1 mm/s where it has not been, falls at once, returns at 20 mm/s")
  func law() {
    var limiter = SlewLimiter()
    run(&limiter, 2, from: 0, milliseconds: 1001)
    #expect(abs(limiter.amplitude.millimeters - 1) < 0.01)
    #expect(limiter.isSlewing)
    run(&limiter, 0, from: 1001, milliseconds: 1)
    #expect(limiter.amplitude == .zero)
    run(&limiter, 1, from: 1002, milliseconds: 60)
    #expect(limiter.amplitude.millimeters > 0.98)
    #expect(!limiter.isSlewing)
  }

  @Test("forgets a level after ten seconds and never later")
  func forgets() {
    var limiter = SlewLimiter()
    run(&limiter, 1, from: 0, milliseconds: 2000)
    run(&limiter, 0, from: 2000, milliseconds: 8900)
    #expect(limiter.tolerated.millimeters == 1)
    run(&limiter, 0, from: 10900, milliseconds: 1200)
    #expect(limiter.tolerated == .zero)
    run(&limiter, 1, from: 12100, milliseconds: 100)
    #expect(limiter.amplitude.millimeters < 0.11)
  }

  @Test("frequency moves 20 Hz/s both ways, and jumps while nothing moves")
  func frequency() {
    var limiter = SlewLimiter()
    run(&limiter, 0.5, from: 0, milliseconds: 500)
    for ms in UInt64(500)..<1000 {
      _ = limiter.step(
        amplitude: Displacement(millimeters: 0.5), frequency: Hertz(hertz: 60),
        now: Instant(milliseconds: ms))
    }
    #expect(abs(limiter.frequency.hertz - 40) < 0.1)
    _ = limiter.step(
      amplitude: .zero, frequency: thirty, now: Instant(milliseconds: 1000))
    _ = limiter.step(
      amplitude: .zero, frequency: Hertz(hertz: 80), now: Instant(milliseconds: 1001))
    #expect(limiter.frequency.hertz == 80)
  }

  @Test("a late step is not made up for by a jump")
  func late() {
    var limiter = SlewLimiter()
    run(&limiter, 2, from: 0, milliseconds: 100)
    let before = limiter.amplitude.millimeters
    _ = limiter.step(
      amplitude: Displacement(millimeters: 2), frequency: thirty, now: Instant(milliseconds: 60000))
    #expect(limiter.amplitude.millimeters - before <= 0.0101)
  }

  @Test(
    "H5: never above the target nor faster than the law, for any targets and step lengths",
    arguments: 0..<10)
  func property(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<20 {
      var limiter = SlewLimiter()
      var now = Instant(nanoseconds: UInt64.random(in: 0...1_000_000_000_000, using: &random))
      var target: Float = 0
      for _ in 0..<400 {
        if Int.random(in: 0..<20, using: &random) == 0 {
          target = Float.random(in: -1...4, using: &random)
        }
        let before = limiter.amplitude.millimeters
        let known = limiter.tolerated.millimeters
        let gap = Int64.random(in: 0...20000, using: &random)
        now = now + .microseconds(gap)
        let given = limiter.step(
          amplitude: Displacement(millimeters: target), frequency: thirty, now: now)
        let seconds = Float(gap) * 1e-6
        #expect(given.amplitude.millimeters <= max(target, 0))
        let reach = max(before + seconds, min(known, before + 20 * seconds) + seconds)
        #expect(given.amplitude.millimeters <= reach + 1e-5)
      }
    }
  }

  @Test("targets that are not numbers give zero")
  func notANumber() {
    var limiter = SlewLimiter()
    run(&limiter, 1, from: 0, milliseconds: 300)
    let given = limiter.step(
      amplitude: Displacement(millimeters: .nan), frequency: thirty,
      now: Instant(milliseconds: 301))
    #expect(given.amplitude == .zero)
  }
}
