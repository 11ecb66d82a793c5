// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities
import Testing

@testable import DeviceCore

@Suite("Driving a device")
struct DrivingTests {
  @Test("boots through its self-test with the drive off, then greets, arms and runs")
  func runs() {
    var bench = Bench()
    bench.run(milliseconds: 100)
    #expect(bench.device.state == .selfTest)
    #expect(!bench.outputs.powerSwitchClosed && bench.peakCurrent == 0)
    bench.start()
    #expect(bench.peakCurrent > 0.05)
    let telemetry = bench.drain().compactMap { if case .telemetry(let t) = $0 { t } else { nil } }
    #expect(telemetry.last?.state == .running)
  }

  @Test("H1: silence ramps down, brakes and disarms within 500 ms, without a latch")
  func silence() {
    var bench = Bench()
    bench.start()
    _ = bench.drain()
    bench.run(milliseconds: 152)
    #expect(bench.device.state == .ramping)
    bench.run(milliseconds: 102)
    #expect(!bench.isDriven)
    bench.run(milliseconds: 200)
    #expect(bench.device.state == .idle)
    #expect(bench.device.latchMask == 0)
    #expect(!bench.outputs.powerSwitchClosed)
    let events = bench.drain().compactMap { if case .event(let e) = $0 { e.code } else { nil } }
    #expect(events.contains(.silence))
  }

  @Test("H3: stop ramps 100 ms, latches, and reports when motion ended and was confirmed")
  func stop() throws {
    var bench = Bench()
    bench.start()
    _ = bench.drain()
    bench.send(.stop(Stop(stopID: 9, reason: .user)))
    guard case .standstill(let first)? = bench.drain().first else {
      Issue.record("no answer to stop")
      return
    }
    #expect(first.phase == .stopping && first.stopID == 9)
    bench.run(milliseconds: 400)
    let last = bench.drain().compactMap { if case .standstill(let s) = $0 { s } else { nil } }.last
    let standstill = try #require(last)
    #expect(standstill.phase == .confirmed)
    #expect(standstill.endedMilliseconds <= 200)
    #expect(standstill.confirmedMilliseconds >= standstill.endedMilliseconds + 99)
    #expect(bench.device.state == .latched)
    let answer = bench.ask(.arm(bench.armRequest(2)))
    #expect(answer == .latched)
    let cleared = bench.ask(.clear(Clear(latch: standstill.latch, cause: .stopCommand)))
    #expect(cleared == .accepted)
    #expect(bench.device.state == .idle)
  }
}
