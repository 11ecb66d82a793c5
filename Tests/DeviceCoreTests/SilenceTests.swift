// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities
import Testing

@testable import DeviceCore

@Suite("Silence is off")
struct SilenceTests {
  @Test("H1: a cable pulled while running ramps down and disarms, and the other host hears of it")
  func detached() {
    var bench = Bench()
    bench.start()
    bench.greet(.hid)
    bench.device.detached(.serial, now: bench.now)
    #expect(bench.device.state == .ramping)
    bench.run(milliseconds: 102)
    #expect(!bench.isDriven)
    bench.run(milliseconds: 200)
    #expect(bench.device.state == .idle && bench.device.arm == nil)
    #expect(bench.drain(.serial).isEmpty)
    let events = bench.drain(.hid).compactMap { if case .event(let e) = $0 { e.code } else { nil } }
    #expect(events.contains(.silence))
  }

  @Test("H1: a hello on the arm's transport ends the arm; one on the other does not")
  func hello() {
    var bench = Bench()
    bench.start()
    bench.greet(.hid)
    #expect(bench.device.state == .running)
    bench.greet(.serial)
    #expect(bench.device.state == .ramping && bench.device.arm == nil)
  }

  @Test(
    "H1: every life from 1 to 300 ms ends within a step of its moment; longer and past are void")
  func lives() {
    for life in [1, 2, 37, 150, 299, 300] as [UInt32] {
      var bench = Bench()
      bench.start()
      bench.send(.setpoint(bench.setpoint(life: life)))
      let began = bench.now
      while bench.device.state == .running && bench.now - began < .milliseconds(400) {
        bench.step()
      }
      let lived = (bench.now - began).microseconds
      #expect(lived <= Int64(life) * 1000 && lived > Int64(life) * 1000 - 1250)
    }
    for life in [301, 1000, 0, UInt32.max, 0x8000_0000, UInt32.max - 400] as [UInt32] {
      var bench = Bench()
      bench.start()
      let before = bench.device.setpointsVoid
      let valid = bench.device.actuators[0].setpoint?.validUntil
      bench.send(.setpoint(bench.setpoint(life: life)))
      #expect(bench.device.setpointsVoid == before + 1)
      #expect(bench.device.actuators[0].setpoint?.validUntil == valid)
    }
  }

  @Test("H1: a setpoint that sat in a buffer, or was overtaken, renews nothing")
  func buffered() {
    var bench = Bench()
    bench.start()
    let stale = bench.setpoint()
    bench.keep(milliseconds: 160)
    bench.send(.setpoint(stale))
    bench.run(milliseconds: 151)
    #expect(bench.device.state == .ramping)

    bench = Bench()
    bench.start()
    let old = bench.sequence &- 3
    let renewal = bench.setpoint(life: 300)
    bench.device.receive(.setpoint(renewal), sequence: old, from: .serial, now: bench.now)
    bench.run(milliseconds: 151)
    #expect(bench.device.state == .ramping)
  }

  @Test("H1: setpoints of another arm or another transport are void")
  func foreign() {
    var bench = Bench()
    bench.start()
    bench.greet(.hid)
    for _ in 0..<160 {
      bench.send(.setpoint(bench.setpoint(2)))
      bench.send(.setpoint(bench.setpoint()), from: .hid)
      bench.run(milliseconds: 1)
    }
    #expect(bench.device.arm == nil)
  }

  @Test("H1: an arm that no setpoint follows ends by itself")
  func unused() {
    var bench = Bench()
    bench.boot()
    let answer = bench.ask(.arm(bench.armRequest()))
    #expect(answer == .accepted && bench.outputs.powerSwitchClosed == false)
    bench.run(milliseconds: 4900)
    #expect(bench.device.state == .armed && bench.outputs.powerSwitchClosed)
    bench.run(milliseconds: 400)
    #expect(bench.device.state == .idle && !bench.outputs.powerSwitchClosed)
    #expect(bench.peakCurrent == 0)
  }

  @Test("H1: a device that was frozen for seconds brakes in its first step")
  func frozen() {
    var bench = Bench()
    bench.start()
    bench.now = bench.now + .milliseconds(4000)
    bench.step()
    #expect(bench.device.state == .braking && bench.outputs.drives[0] == .brake)
    bench.run(milliseconds: 300)
    #expect(bench.device.state == .idle)
  }

  @Test("the device clock may wrap around while an arm and its setpoints go on")
  func wraps() {
    var bench = Bench()
    bench.now = Instant(milliseconds: UInt64(UInt32.max) - 700)
    bench.start(milliseconds: 900)
    #expect(bench.device.state == .running)
    #expect(bench.now.nanoseconds / 1_000_000 > UInt64(UInt32.max))
    bench.run(milliseconds: 151)
    #expect(bench.device.state == .ramping)
  }
}
