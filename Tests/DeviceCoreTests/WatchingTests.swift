// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities
import Testing

@testable import DeviceCore

@Suite("What the device watches")
struct WatchingTests {
  @Test("H7: heat derates the drive and at its limit ramps, latches, and clears only when cooler")
  func heat() {
    typealias Part = (WritableKeyPath<ActuatorInputs, Temperature>, Float, Float, LatchCause)
    let parts: [Part] = [
      (\.winding, 90, 110, .windingHot), (\.headTemperature, 40, 41, .headHot),
      (\.housingTemperature, 43, 48, .housingHot),
    ]
    for (path, from, to, cause) in parts {
      var bench = Bench()
      bench.start(milliseconds: 1200)
      bench.peakCurrent = 0
      bench.keep(milliseconds: 50)
      let whole = bench.peakCurrent
      bench.inputs.actuators[0][keyPath: path].celsius = (from + to) / 2
      bench.keep(milliseconds: 2)
      bench.peakCurrent = 0
      bench.keep(milliseconds: 50)
      #expect(abs(bench.peakCurrent / whole - 0.5) < 0.02)
      bench.inputs.actuators[0][keyPath: path].celsius = to
      bench.keep(milliseconds: 300)
      #expect(bench.device.latchMask == cause.mask && bench.device.state == .latched)
      let number = bench.device.latches.number(of: cause)
      let hot = bench.ask(.clear(Clear(latch: number, cause: cause)))
      bench.inputs.actuators[0][keyPath: path].celsius = from - 1
      bench.run(milliseconds: 1)
      let cool = bench.ask(.clear(Clear(latch: number, cause: cause)))
      #expect(hot == .causePersists && cool == .accepted)
    }
  }

  @Test("H7: a temperature that is not a number counts as too hot")
  func temperatureSensor() {
    var bench = Bench()
    bench.start()
    bench.inputs.actuators[0].headTemperature.celsius = .nan
    bench.run(milliseconds: 250)
    #expect(!bench.isDriven && bench.device.latchMask & LatchCause.headHot.mask != 0)
  }

  @Test(
    "H14: a dead head sensor ramps down and latches after 200 ms, and is not taken for standstill")
  func dead() {
    var bench = Bench()
    bench.start()
    bench.headReading = 0
    bench.housingReading = 0
    bench.keep(milliseconds: 195)
    #expect(bench.device.state == .running)
    bench.keep(milliseconds: 50)
    #expect(bench.device.latchMask & LatchCause.sensorFault.mask != 0)
    bench.run(milliseconds: 100)
    #expect(!bench.isDriven)
    bench.run(milliseconds: 1100)
    #expect(bench.device.latchMask & LatchCause.standstillFailed.mask != 0)
  }

  @Test("H14: with the head's sensor dead the handle's confirms standstill")
  func deadHeadOnly() {
    var bench = Bench()
    bench.start()
    bench.headReading = 0
    bench.keep(milliseconds: 260)
    bench.run(milliseconds: 600)
    #expect(bench.device.latchMask == LatchCause.sensorFault.mask)
    #expect(bench.device.state == .latched)
  }

  @Test("H14: a saturated sensor takes the drive away at once and latches")
  func saturated() {
    var bench = Bench()
    bench.start()
    bench.headReading = 16
    bench.keep(milliseconds: 2)
    #expect(!bench.isDriven || bench.device.actuators[0].peakGuard.share == 0)
    bench.keep(milliseconds: 300)
    #expect(bench.device.latchMask != 0 && !bench.isDriven)
  }

  @Test("H14: a sensor that is not a number is saturated")
  func notANumber() {
    var bench = Bench()
    bench.start()
    bench.headReading = .nan
    bench.keep(milliseconds: 300)
    #expect(bench.device.latchMask != 0 && !bench.isDriven)
  }

  @Test("H4: current without a command opens the switch and latches for a power cycle")
  func stuckCurrent() {
    var bench = Bench()
    bench.boot()
    bench.currentReading = 0.3
    bench.run(milliseconds: 40)
    #expect(bench.device.latchMask & LatchCause.stuckDrive.mask != 0)
    #expect(bench.device.state == .latched && !bench.outputs.powerSwitchClosed)
    let number = bench.device.latches.number(of: .stuckDrive)
    bench.currentReading = nil
    bench.run(milliseconds: 100)
    let cleared = bench.ask(.clear(Clear(latch: number, cause: .stuckDrive)))
    #expect(cleared == .needsPowerCycle)
  }

  @Test("H4: a stage stuck on while running opens the switch within 100 ms")
  func stuckRunning() {
    var bench = Bench()
    bench.start()
    bench.currentReading = 0.8
    var milliseconds = 0
    while bench.outputs.powerSwitchClosed && milliseconds < 300 {
      bench.keep(milliseconds: 1)
      milliseconds += 1
    }
    #expect(milliseconds < 100)
    #expect(bench.device.latchMask & LatchCause.stuckDrive.mask != 0)
  }

  @Test("H4: motion while armed without drive latches for a power cycle")
  func motion() {
    var bench = Bench()
    bench.boot()
    _ = bench.ask(.arm(bench.armRequest()))
    for i in 0..<3200 {
      bench.headReading = 1.5 * PortableMath.sine(turns: Float(i) * 0.01)
      bench.step()
    }
    #expect(bench.device.latchMask & LatchCause.stuckDrive.mask != 0)
    #expect(!bench.outputs.powerSwitchClosed)
  }

  @Test("a low battery ramps down and latches until it is charged")
  func battery() {
    var bench = Bench()
    bench.start()
    bench.inputs.battery = 0.04
    bench.keep(milliseconds: 400)
    #expect(bench.device.latchMask == LatchCause.lowBattery.mask && bench.device.state == .latched)
    let number = bench.device.latches.number(of: .lowBattery)
    bench.inputs.battery = 0.08
    bench.run(milliseconds: 2)
    let low = bench.ask(.clear(Clear(latch: number, cause: .lowBattery)))
    bench.inputs.battery = 0.2
    bench.run(milliseconds: 2)
    let charged = bench.ask(.clear(Clear(latch: number, cause: .lowBattery)))
    #expect(low == .causePersists && charged == .accepted)
  }

  @Test("the self-test fails on a dead or saturated sensor and on current, and waits for stillness")
  func selfTest() {
    for (head, current) in [(Float(0), Float(0)), (16, 0)] {
      var bench = Bench()
      bench.headReading = head
      bench.currentReading = current
      bench.run(milliseconds: 400)
      #expect(bench.device.latchMask & LatchCause.selfTestFailed.mask != 0)
      #expect(bench.device.state == .latched)
    }
    var bench = Bench()
    bench.currentReading = 0.5
    bench.run(milliseconds: 400)
    #expect(bench.device.state == .latched && bench.peakCurrent == 0)
    bench = Bench()
    for i in 0..<4000 {
      bench.headReading = 1.5 * PortableMath.sine(turns: Float(i) * 0.01)
      bench.step()
    }
    #expect(bench.device.state == .selfTest)
    bench.headReading = nil
    bench.run(milliseconds: 400)
    #expect(bench.device.state == .idle)
  }
}
