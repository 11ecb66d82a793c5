// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Plant
import Quantities
import Testing

@testable import DeviceCore

@Suite("A device with two actuators")
struct TwoActuatorsTests {
  @Test("both are told, driven and measured, in turn")
  func together() {
    var bench = TwoPlants()
    #expect(bench.arm() == .accepted)
    let told = bench.heard.compactMap {
      if case .actuator(let actuator) = $0 { actuator.actuator } else { nil }
    }
    #expect(told == [0, 1])
    bench.keep(milliseconds: 1500)
    #expect(bench.device.state == .running && bench.device.latchMask == 0)
    #expect(bench.isDriven(0) && bench.isDriven(1))
    let last = bench.telemetry.suffix(100)
    #expect(last.filter { $0.actuator == 0 }.count == 50)
    for index in 0..<2 {
      let own = last.last { $0.actuator == index && $0.flags.contains(.fresh) }
      #expect(own.map { $0.state == .running && $0.frequencyCentihertz == 4000 } == true)
      #expect(own.map { $0.head.inPhase != 0 || $0.head.quadrature != 0 } == true)
    }
  }

  @Test("one that is not asked for stays still, and is no reason to end")
  func alone() {
    var bench = TwoPlants()
    #expect(bench.arm(mask: 2) == .accepted)
    bench.keep(milliseconds: 600, [1])
    #expect(bench.device.state == .running && !bench.isDriven(0) && bench.isDriven(1))
    let voids = bench.device.setpointsVoid
    bench.set(0)
    #expect(bench.device.setpointsVoid == voids + 1)
    let own = bench.telemetry.last { $0.actuator == 0 }
    #expect(own?.state == .armed)
  }

  @Test("an arm for what is not there is refused and told what is")
  func mask() {
    var bench = TwoPlants()
    #expect(bench.arm(mask: 4) == .unsupported)
    var one = Bench()
    one.boot()
    var request = one.armRequest()
    request.actuatorMask = 3
    #expect(one.ask(.arm(request)) == .unsupported)
  }

  @Test("H2: the silence of one ends both, in the same ramp")
  func silence() {
    var bench = TwoPlants()
    #expect(bench.arm() == .accepted)
    bench.keep(milliseconds: 800)
    bench.heard = []
    // The first goes on being asked for; the second is heard of no more.
    bench.keep(milliseconds: 153, [0])
    #expect(bench.device.state == .ramping && bench.events == [.silence])
    bench.keep(milliseconds: 50, [0])
    let drives = bench.device.actuators
    for index in 0..<2 {
      let share = drives[index].drivePeak / drives[index].rampFrom
      #expect(share > 0.4 && share < 0.55, "actuator \(index): \(share)")
    }
    bench.run(milliseconds: 60)
    #expect(bench.device.state == .braking && !bench.isDriven(0) && !bench.isDriven(1))
    bench.run(milliseconds: 500)
    #expect(bench.device.state == .idle)
  }

  @Test("H2: one that is never asked for lets the arm lapse")
  func unused() {
    var bench = TwoPlants()
    #expect(bench.arm() == .accepted)
    bench.keep(milliseconds: 5005, [0])
    #expect(bench.device.arm == nil && bench.events.contains(.silence))
  }

  @Test("H5: a fault of either brakes both in the same sample", arguments: [0, 1])
  func fault(of faulty: Int) {
    var bench = TwoPlants()
    #expect(bench.arm() == .accepted)
    bench.keep(milliseconds: 800)
    bench.plants[faulty].driveFault = .stuck(Current(amperes: 1.5))
    var last: (Bool, Bool) = (true, true)
    for _ in 0..<800 where bench.device.latchMask == 0 {
      bench.set(0)
      bench.set(1)
      last = (bench.isDriven(0), bench.isDriven(1))
      bench.step()
    }
    #expect(last.0 && last.1)
    #expect(bench.device.latchMask != 0 && !bench.isDriven(0) && !bench.isDriven(1))
    #expect(bench.device.state == .braking)
  }

  @Test("H5: a dead sensor of either ramps both down and latches", arguments: [0, 1])
  func deadSensor(of faulty: Int) {
    var bench = TwoPlants()
    #expect(bench.arm() == .accepted)
    bench.keep(milliseconds: 800)
    bench.headReading[faulty] = 0.3
    bench.keep(milliseconds: 300)
    #expect(bench.device.latchMask == LatchCause.sensorFault.mask)
    #expect(bench.device.state == .ramping)
    for index in 0..<2 { #expect(bench.device.actuators[index].drivePeak > 0) }
    bench.run(milliseconds: 110)
    #expect(!bench.isDriven(0) && !bench.isDriven(1))
  }

  @Test("H4: one is lifted by itself; lifted for too long it ends both", arguments: [0, 1])
  func lift(of lifted: Int) {
    var bench = TwoPlants()
    #expect(bench.arm() == .accepted)
    bench.keep(milliseconds: 800)
    bench.plants[lifted].lift()
    bench.keep(milliseconds: 400)
    #expect(bench.device.state == .lifted && bench.device.latchMask == 0)
    #expect(bench.device.actuators[lifted].motion == .lifted)
    #expect(bench.device.actuators[1 - lifted].motion == .driven)
    bench.keep(milliseconds: 2000)
    #expect(bench.device.latchMask & LatchCause.liftedTooLong.mask != 0)
    bench.run(milliseconds: 300)
    #expect(!bench.isDriven(0) && !bench.isDriven(1))
  }

  @Test("H1: a stop is confirmed when both are still, and tells of the later one")
  func stop() {
    var bench = TwoPlants()
    #expect(bench.arm() == .accepted)
    bench.keep(milliseconds: 800)
    bench.heard = []
    bench.send(.stop(Stop(stopID: 9, reason: .user)))
    bench.run(milliseconds: 600)
    let confirmed = bench.heard.compactMap {
      if case .standstill(let it) = $0, it.phase == .confirmed { it } else { nil }
    }
    #expect(confirmed.count == 1)
    #expect(confirmed.first.map { $0.endedMilliseconds <= 200 } == true)
    #expect(bench.device.state == .latched && !bench.outputs.powerSwitchClosed)
  }

  @Test("each has limits of its own: current and heat")
  func limits() {
    var bench = TwoPlants()
    #expect(bench.arm() == .accepted)
    bench.keep(milliseconds: 800)
    bench.plants[1].heat(winding: Temperature(celsius: 100))
    bench.keep(milliseconds: 20)
    #expect(bench.device.actuators[1].thermal.share < 0.6)
    #expect(bench.device.actuators[0].thermal.share == 1)
    bench.plants[1].heat(winding: Temperature(celsius: 112))
    bench.keep(milliseconds: 20)
    #expect(bench.device.latchMask == LatchCause.windingHot.mask)
    #expect(bench.device.state == .ramping)
  }
}
