// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Plant
import Quantities
import Testing

@testable import DeviceCore

/// The device on the simulated actuator, hand and tissue, with a host's regulator in the loop.
@Suite("On the plant")
struct OnThePlantTests {
  @Test(
    "H3: a running session stops within 200 ms by the plant's own truth", arguments: [20, 45, 80])
  func stops(_ hertz: Int) throws {
    var bench = PlantBench(.reference(load: .normal))
    bench.boot()
    bench.arm()
    bench.drive(hertz > 60 ? 0.3 : 1, Float(hertz), milliseconds: 1500)
    #expect(bench.device.state == .running)
    bench.send(.stop(Stop(stopID: 4, reason: .user)))
    let told = bench.now
    var lastMoved = told
    bench.run(milliseconds: 1)
    for _ in 0..<2400 {
      bench.step()
      if abs(bench.device.actuators[0].standstill.head.output) >= 0.1 { lastMoved = bench.now }
    }
    #expect(lastMoved - told <= .milliseconds(200))
    let last = try #require(bench.standstills.last)
    #expect(last.phase == .confirmed && last.endedMilliseconds <= 200)
    #expect(last.confirmedMilliseconds <= last.endedMilliseconds + 102)
  }

  @Test("H5: a lift-off is cut back, and contact regained goes on, without a latch")
  func liftOff() {
    for (amplitude, hertz) in [(Float(1), Float(30)), (1, 45), (0.3, 80)] {
      var bench = PlantBench(.reference(load: .tense))
      bench.boot()
      bench.arm()
      bench.drive(amplitude, hertz, milliseconds: 1700)
      let target = Motion.peakAcceleration(
        Hertz(hertz: hertz), Displacement(millimeters: amplitude)
      ).g
      bench.plant.lift()
      var peak: Float = 0
      for _ in 0..<700 {
        bench.tick(amplitude, hertz)
        peak = max(peak, abs(bench.device.actuators[0].standstill.head.output))
      }
      #expect(peak < 2.5 * target)
      #expect(bench.device.state == .lifted)
      bench.plant.setDown()
      bench.drive(amplitude, hertz, milliseconds: 1500)
      #expect(bench.device.state == .running && bench.device.latchMask == 0)
    }
  }

  @Test("H5: the neck's cap of 2 g survives a lift-off without a latch")
  func neck() {
    var bench = PlantBench(.reference(load: .normal))
    bench.boot()
    bench.arm(accelerationMilligravities: 2000)
    bench.drive(0.8, 30, milliseconds: 1500)
    bench.plant.lift()
    bench.drive(0.8, 30, milliseconds: 500)
    #expect(bench.device.latchMask == 0 && bench.device.state == .lifted)
  }

  @Test("H14: a head sensor whose gain has drifted to a third contradicts the coil, and latches")
  func drift() {
    var bench = PlantBench(.reference(load: .normal))
    bench.boot()
    bench.arm()
    bench.drive(1, 40, milliseconds: 1500)
    #expect(bench.device.state == .running && bench.device.actuators[0].crossCheck.ratio > 0.8)
    #expect(bench.device.actuators[0].crossCheck.ratio < 1.25)
    bench.headGain = 0.33
    bench.drive(1, 40, milliseconds: 600)
    #expect(bench.device.latchMask & LatchCause.sensorFault.mask != 0)
  }

  @Test("H4: a stage stuck on is found, and its supply taken away")
  func stuck() {
    for fault in [
      DriveFault.stuck(Current(amperes: 1)), .oscillating(Current(amperes: 1), Hertz(hertz: 50)),
    ] {
      var bench = PlantBench(.reference(load: .normal))
      bench.boot()
      bench.arm()
      bench.drive(1, 40, milliseconds: 1000)
      bench.plant.driveFault = fault
      bench.drive(1, 40, milliseconds: 300)
      #expect(!bench.outputs.powerSwitchClosed)
      bench.run(milliseconds: 1500)
      #expect(bench.device.latchMask != 0 && bench.device.state == .latched)
    }
  }

  @Test(
    "four loads at four frequencies run for seconds with no latch, no event and the switch closed")
  func undisturbed() {
    for load in [Load.relaxed, .normal, .tense, .bony] {
      for (amplitude, hertz) in [(Float(1), Float(20)), (1, 30), (1, 45), (0.3, 80)] {
        var bench = PlantBench(.reference(load: load), seed: 7)
        bench.boot()
        bench.arm()
        bench.drive(amplitude, hertz, milliseconds: 2500)
        #expect(bench.device.state == .running && bench.device.latchMask == 0)
        #expect(bench.events.isEmpty, "\(load) \(hertz) Hz: \(bench.events)")
      }
    }
  }

  @Test("H14: a contact force that stays although the head hangs free is a fault")
  func stuckForce() {
    var bench = PlantBench(.reference(load: .tense))
    bench.boot()
    bench.arm()
    bench.drive(0.2, 45, milliseconds: 800)
    #expect(bench.device.state == .running)
    bench.forceReading = 10
    bench.plant.lift()
    // A host that notices nothing, with a drive that moves the free head by the target.
    for _ in 0..<1000 {
      bench.send(
        .setpoint(
          Setpoint(
            armID: 1, validUntilMilliseconds: bench.now.wireMilliseconds &+ 150, actuator: 0,
            frequencyCentihertz: 4500, phase: 0, amplitudeMicrometers: 200,
            driveTenthMilliamperes: 270)))
      bench.run(milliseconds: 1)
    }
    #expect(bench.device.latchMask & LatchCause.sensorFault.mask != 0)
  }

  @Test("a live contact force is not doubted, on any load, press and tone")
  func liveForce() {
    for load in [Load.relaxed, .normal, .tense, .bony] {
      for (amplitude, hertz) in [(Float(1), Float(20)), (1, 30), (0.6, 45), (0.2, 80)] {
        var bench = PlantBench(.reference(load: load))
        bench.boot()
        bench.arm()
        bench.drive(amplitude, hertz, milliseconds: 1500)
        #expect(bench.device.latchMask == 0, "\(load), \(hertz) Hz")
      }
    }
  }
}
