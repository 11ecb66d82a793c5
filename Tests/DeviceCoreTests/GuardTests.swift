// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities
import Regulation
import Testing

@testable import DeviceCore

@Suite("The device guards itself")
struct GuardTests {
  @Test(
    "H5: a setpoint outside the envelope is void, counted, and the one before lives on and ends")
  func outside() {
    var bench = Bench()
    bench.start()
    let voids = bench.device.setpointsVoid
    let before = bench.device.actuators[0].setpoint?.amplitude
    bench.send(.setpoint(bench.setpoint(amplitude: 2100)))
    bench.send(.setpoint(bench.setpoint(frequency: 1900)))
    bench.send(.setpoint(bench.setpoint(frequency: 4600)))
    bench.send(.setpoint(bench.setpoint(drive: 10020)))
    var other = bench.setpoint()
    other.actuator = 1
    bench.send(.setpoint(other))
    #expect(bench.device.setpointsVoid == voids + 5)
    #expect(bench.device.actuators[0].setpoint?.amplitude == before)
    bench.run(milliseconds: 151)
    #expect(bench.device.state == .ramping)
  }

  @Test("H5: the acceleration cap of the arm holds where the box is wider")
  func acceleration() {
    var bench = Bench()
    bench.boot()
    var request = bench.armRequest()
    request.accelerationMaxMilligravities = 2000
    _ = bench.ask(.arm(request))
    // 2 g at 40 Hz is 0.621 mm.
    bench.send(.setpoint(bench.setpoint(amplitude: 622)))
    #expect(bench.device.actuators[0].setpoint != nil)
    bench.send(.setpoint(bench.setpoint(amplitude: 624)))
    #expect(bench.device.setpointsVoid == 1)
  }

  @Test("H12: the drive never exceeds the free-air-safe cap, at resonance least of all")
  func freeAir() {
    for hertz in [20, 25, 30, 40, 45] as [UInt16] {
      var bench = Bench()
      bench.boot()
      bench.gain = 0.1
      _ = bench.ask(.arm(bench.armRequest()))
      for _ in 0..<1500 {
        bench.send(.setpoint(bench.setpoint(amplitude: 1000, drive: 9999, frequency: hertz * 100)))
        bench.run(milliseconds: 1)
      }
      let cap = bench.device.actuators[0].shapedLimits.model.freeAirSafeDrive(
        at: Hertz(hertz: Float(hertz))
      ).amperes
      #expect(bench.peakCurrent <= cap * 1.0001 && bench.peakCurrent <= 1)
    }
  }

  @Test("H5: two samples beyond 1.5 times the target's peak halve the drive in that step")
  func halves() {
    var bench = Bench()
    bench.start(milliseconds: 1500)
    // 40 Hz, 1 mm peak to peak: 3.22 g.
    #expect(bench.device.actuators[0].peakGuard.share == 1)
    bench.headReading = 5.5
    bench.step()
    #expect(bench.device.actuators[0].peakGuard.share == 1)
    bench.step()
    #expect(bench.device.actuators[0].peakGuard.share == 0.5)
    bench.headReading = 0.1
    bench.run(milliseconds: 2)
    #expect(bench.device.actuators[0].peakGuard.share == 0.5)
  }

  @Test("H5: a millisecond beyond the class cap takes the drive away; still touching, it latches")
  func brakes() {
    var bench = Bench()
    bench.start(milliseconds: 300)
    for i in 0..<4 {
      bench.headReading = 12 + Float(i) * 0.01
      bench.step()
    }
    bench.step()
    #expect(bench.device.state == .lifted)
    bench.headReading = nil
    bench.gain = 0
    bench.step()
    #expect(bench.outputs.drives[0] == .brake)
    bench.keep(milliseconds: 70)
    #expect(bench.device.latchMask == LatchCause.overAcceleration.mask)
    #expect(!bench.isDriven)
  }

  @Test("H5: the same with contact lost is a lift-off, and ends in a stop after 2 s")
  func lifts() {
    var bench = Bench()
    bench.start(milliseconds: 300)
    bench.inputs.actuators[0].contactForce = .zero
    for _ in 0..<5 {
      bench.headReading = 12
      bench.step()
    }
    bench.headReading = nil
    bench.keep(milliseconds: 1000)
    #expect(bench.device.state == .lifted && bench.device.latchMask == 0)
    bench.keep(milliseconds: 1100)
    #expect(bench.device.latchMask == LatchCause.liftedTooLong.mask && !bench.isDriven)
  }

  @Test("H5: lifted leaves no more than a fifth of the target in free air; contact back ramps")
  func freeAirLevel() {
    var bench = Bench()
    bench.start(milliseconds: 1500)
    bench.inputs.actuators[0].contactForce = .zero
    bench.keep(milliseconds: 100)
    #expect(bench.device.state == .lifted)
    bench.peakCurrent = 0
    bench.keep(milliseconds: 100)
    let model = bench.device.actuators[0].shapedLimits.model
    let forty = Hertz(hertz: 40)
    let reach = bench.peakCurrent * 8 * model.freeAirGain(forty)
    #expect(reach <= 0.2 * 0.0005 * 1.001)
    bench.inputs.actuators[0].contactForce = Force(newtons: 10)
    bench.keep(milliseconds: 140)
    #expect(bench.device.state == .running)
    #expect(bench.device.actuators[0].slew.amplitude.millimeters < 1)
    let events = bench.drain().compactMap { if case .event(let e) = $0 { e.code } else { nil } }
    #expect(events == [.contactLost, .contactRegained])
  }

  @Test("H5: a head pressed beyond its travel brakes and latches")
  func overStroke() {
    var bench = Bench()
    bench.start()
    bench.inputs.actuators[0].contactForce = Force(newtons: 19)
    bench.keep(milliseconds: 200)
    #expect(bench.device.latchMask == 0)
    bench.inputs.actuators[0].contactForce = Force(newtons: 21)
    bench.keep(milliseconds: 200)
    #expect(bench.device.latchMask == LatchCause.overStroke.mask && !bench.isDriven)
  }

  @Test("H5: on the way to another frequency the cap of each frequency in between holds")
  func capOnTheWay() {
    var bench = Bench()
    bench.boot()
    bench.gain = 0.5
    var request = bench.armRequest()
    request.frequencyMaxCentihertz = 8000
    request.amplitudeMaxMicrometers = 4000
    request.accelerationMaxMilligravities = 5000
    _ = bench.ask(.arm(request))
    bench.keep(milliseconds: 500, amplitude: 300, drive: 1000, frequency: 8000)
    var over: Float = 0
    for _ in 0..<3200 {
      bench.keep(milliseconds: 1, amplitude: 4000, drive: 1000, frequency: 2000)
      let frequency = bench.device.actuators[0].slew.frequency
      let cap = Displacement(
        millimeters: 5 * 9.80665 * 2000 / (39.478418 * frequency.hertz * frequency.hertz))
      over = max(over, bench.device.actuators[0].slew.amplitude.millimeters / cap.millimeters)
    }
    #expect(over <= 1.001)
    #expect(bench.device.actuators[0].slew.frequency.hertz == 20)
  }

  @Test("H5: a jump of frequency through zero keeps the guard's acceleration, not its radius")
  func guardAfterJump() {
    var bench = Bench()
    bench.boot()
    var request = bench.armRequest()
    request.frequencyMaxCentihertz = 8000
    _ = bench.ask(.arm(request))
    bench.keep(milliseconds: 1500, amplitude: 1000, drive: 1000, frequency: 2000)
    let before = bench.device.actuators[0].shapedLimits.guardLimit
    bench.keep(milliseconds: 2, amplitude: 0, drive: 0, frequency: 8000)
    bench.keep(milliseconds: 1, amplitude: 10, drive: 10, frequency: 8000)
    #expect(bench.device.actuators[0].shapedLimits.guardLimit <= before)
  }

  @Test("over-current is judged by what the arm allows, not only by what the coil bears")
  func overArmCurrent() {
    var bench = Bench()
    bench.start()
    bench.currentReading = 1.4
    for _ in 0..<3 { bench.step() }
    #expect(bench.device.latchMask & LatchCause.overCurrent.mask != 0)
  }

  @Test("over-current on two samples brakes at once and latches")
  func overCurrent() {
    var bench = Bench()
    bench.start()
    bench.currentReading = 2.6
    bench.step()
    #expect(bench.device.latchMask == 0)
    bench.step()
    bench.step()
    #expect(bench.device.latchMask & LatchCause.overCurrent.mask != 0)
    #expect(bench.outputs.drives[0] == .brake)
  }

  @Test("rises are slewed by the device itself; falls are not")
  func slews() {
    var bench = Bench()
    bench.boot()
    _ = bench.ask(.arm(bench.armRequest()))
    bench.keep(milliseconds: 250, amplitude: 1000, drive: 2000)
    #expect(bench.device.actuators[0].slew.amplitude.millimeters < 0.26)
    #expect(bench.peakCurrent < 0.2 * 0.26)
    bench.keep(milliseconds: 2, amplitude: 100, drive: 200)
    #expect(bench.device.actuators[0].slew.amplitude.millimeters <= 0.1)
    bench.peakCurrent = 0
    bench.keep(milliseconds: 30, amplitude: 100, drive: 200)
    #expect(bench.peakCurrent <= 0.0201)
  }
}
