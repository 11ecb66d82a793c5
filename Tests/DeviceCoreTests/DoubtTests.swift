// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities
import Testing

@testable import DeviceCore

/// What a sensor says that has been found lying, or that says nothing that is a number.
@Suite("The device doubts its sensors")
struct DoubtTests {
  private func contradicted() -> Bench {
    var bench = Bench()
    bench.start(milliseconds: 700)
    bench.keep(milliseconds: 600, drive: 6000)
    bench.headSensorGain = 0.1
    bench.keep(milliseconds: 400, drive: 6000)
    return bench
  }

  @Test("H14: a head sensor found lying is not asked whether the head stands still")
  func standstill() {
    var bench = contradicted()
    #expect(bench.device.latchMask == LatchCause.sensorFault.mask)
    // The head moves on with 0.6 g, of which its sensor shows 0.06 g and the handle 0.18 g.
    bench.coasting = 0.6
    bench.run(milliseconds: 1200)
    #expect(bench.device.latchMask & LatchCause.standstillFailed.mask != 0)
    #expect(bench.device.state == .braking)
  }

  @Test("H14: a contradiction is cleared once a boot; the second needs the power taken away")
  func twice() {
    var bench = contradicted()
    bench.run(milliseconds: 1000)
    #expect(bench.device.state == .latched)
    let first = bench.device.latches.number(of: .sensorFault)
    let cleared = bench.ask(.clear(Clear(latch: first, cause: .sensorFault)))
    #expect(cleared == .accepted)
    bench.start(milliseconds: 600, id: 2)
    bench.keep(milliseconds: 1200, id: 2, drive: 6000)
    bench.run(milliseconds: 1000)
    #expect(bench.device.latchMask == LatchCause.sensorFault.mask)
    let second = bench.device.latches.number(of: .sensorFault)
    let again = bench.ask(.clear(Clear(latch: second, cause: .sensorFault)))
    #expect(again == .needsPowerCycle)
  }

  @Test("H14: a contact force that never changes while the head is driven is a fault")
  func flatForce() {
    var bench = Bench()
    bench.forceIsFlat = true
    bench.boot()
    bench.run(milliseconds: 1000)
    #expect(bench.device.latchMask == 0)
    _ = bench.ask(.arm(bench.armRequest()))
    bench.keep(milliseconds: 1500, drive: 4000)
    #expect(bench.device.latchMask == LatchCause.sensorFault.mask && !bench.isDriven)
  }

  @Test("H14: one current sample that is no number does no harm; 200 ms of them latch")
  func noCurrent() {
    var bench = Bench()
    bench.boot()
    bench.currentReading = .nan
    bench.step()
    bench.currentReading = nil
    bench.run(milliseconds: 500)
    #expect(bench.device.latchMask == 0)
    bench.currentReading = .nan
    bench.run(milliseconds: 250)
    #expect(bench.device.latchMask == LatchCause.sensorFault.mask)
  }

  @Test("H14: a voltage that is no number for 200 ms latches instead of blinding the cross-check")
  func noVoltage() {
    var bench = Bench()
    bench.start()
    bench.voltageReading = .nan
    bench.keep(milliseconds: 300)
    #expect(bench.device.latchMask == LatchCause.sensorFault.mask)
  }

  @Test("a temperature that is no number is told as unknown, not as freezing")
  func unknownTemperature() {
    var bench = Bench()
    bench.boot()
    bench.inputs.actuators[0].headTemperature.celsius = .nan
    bench.run(milliseconds: 200)
    let told = bench.drain().compactMap {
      if case .condition(let c) = $0 { c.headCentidegrees } else { nil }
    }
    #expect(told.last == -32768)
  }

  @Test("the watch for a stuck drive counts no further than it needs")
  func counters() {
    var watch = StuckDriveWatch()
    watch.currentSteps = .max
    watch.disagreeingSteps = .max
    watch.motionMilliseconds = .max
    for _ in 0..<200 { watch.push(measured: 5, commanded: 0) }
    let current = watch.currentWithoutCommand(settled: true)
    let disobeys = watch.disobeys(peak: 1)
    let motion = watch.motionWithoutDrive(settled: true, recent: 2)
    #expect(current && disobeys && motion)
  }

  @Test("a self-test that never comes to rest fails after 5 s")
  func endlessSelfTest() {
    var bench = Bench()
    bench.coasting = 1
    bench.run(milliseconds: 4900)
    #expect(bench.device.state == .selfTest)
    bench.run(milliseconds: 200)
    #expect(bench.device.latchMask == LatchCause.selfTestFailed.mask)
    #expect(bench.device.state == .latched)
  }

  @Test("the self-test asks the handle's accelerometer only where there is one")
  func noHandle() {
    var bench = Bench(flags: [.simulated, .contactForce])
    bench.housingReading = 0
    bench.run(milliseconds: 400)
    #expect(bench.device.state == .idle)
  }
}
