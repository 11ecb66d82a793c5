// SPDX-License-Identifier: Apache-2.0
import Quantities
import Randomness
import Testing

@testable import DeviceProtocol

@Suite("Clock relation")
struct ClockRelationTests {
  @Test("stays within its uncertainty over an hour of drift and jitter")
  func driftAndJitter() throws {
    var random = SplitMix64(seed: 21)
    var relation = ClockRelation()
    // The device's quartz is 80 ppm fast; trips take 0.1 to 40 ms each way.
    func deviceNanoseconds(_ host: UInt64) -> UInt64 { 7_000_000_000 + host + host / 12_500 }
    var host: UInt64 = 1_000_000_000
    for _ in 0..<3600 {
      let out = 100_000 + random.next() % 40_000_000
      let back = 100_000 + random.next() % 40_000_000
      let device = deviceNanoseconds(host + out)
      relation.note(
        ping: Instant(nanoseconds: host),
        pong: Pong(
          token: 0, clockMilliseconds: UInt32(device / 1_000_000),
          clockFractionMicroseconds: UInt16(device / 1000 % 1000)),
        received: Instant(nanoseconds: host + out + back))
      host += 1_000_000_000
      let now = Instant(nanoseconds: host)
      let milliseconds = try #require(relation.deviceMilliseconds(at: now))
      let doubt = try #require(relation.uncertainty(at: now))
      let error = Int64(milliseconds) * 1_000_000 - Int64(deviceNanoseconds(host))
      #expect(abs(error) <= doubt.nanoseconds + 1_001_000)
    }
  }

  @Test("is unknown before the first exchange and after a reset")
  func unknown() {
    var relation = ClockRelation()
    #expect(relation.deviceMilliseconds(at: .zero) == nil)
    #expect(!relation.isKnown)
    relation.note(
      ping: .zero,
      pong: Pong(token: 0, clockMilliseconds: 5, clockFractionMicroseconds: 0),
      received: Instant(milliseconds: 1))
    #expect(relation.isKnown)
    relation.reset()
    #expect(relation.deviceMilliseconds(at: .zero) == nil)
  }

  @Test("ignores answers that come before their question or after 200 ms")
  func implausible() {
    var relation = ClockRelation()
    let pong = Pong(token: 0, clockMilliseconds: 5, clockFractionMicroseconds: 0)
    relation.note(ping: Instant(milliseconds: 10), pong: pong, received: Instant(milliseconds: 9))
    relation.note(ping: Instant(milliseconds: 10), pong: pong, received: Instant(milliseconds: 211))
    #expect(!relation.isKnown)
  }

  @Test("goes on across the wrap of 32 bits")
  func wrap() {
    var relation = ClockRelation()
    relation.note(
      ping: Instant(milliseconds: 1000),
      pong: Pong(token: 0, clockMilliseconds: .max, clockFractionMicroseconds: 0),
      received: Instant(milliseconds: 1002))
    let later = Instant(milliseconds: 1021)
    #expect(relation.deviceMilliseconds(at: later) == 19)
  }
}
