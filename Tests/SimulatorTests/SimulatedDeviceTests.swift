// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Plant
import Quantities
import Simulator
import Testing

@Suite("Simulated device")
struct SimulatedDeviceTests {
  @Test("says who it is, arms, moves, and stops within 200 ms of the command")
  func session() throws {
    var host = VirtualHost(SimulatedDeviceSettings())
    host.start()
    let identity = try #require(host.identities.first)
    #expect(identity.flags.contains(.simulated))
    #expect(host.answers.last?.result == .accepted)
    host.run(milliseconds: 3000)
    #expect(host.telemetry.state == .running)
    #expect(host.telemetry.flags.contains(.contact))
    #expect(host.device.motion.isMoving)
    let stopped = host.now
    host.isDriving = false
    host.send(.stop(Stop(stopID: 1, reason: .user)))
    host.run(milliseconds: 500)
    #expect(!host.device.motion.isMoving)
    #expect(host.device.motion.lastMotion - stopped <= .milliseconds(200))
    #expect(host.standstills.first?.phase == .stopping)
    #expect(host.standstills.last?.phase == .confirmed)
    #expect(host.telemetry.state == .latched)
  }

  @Test("repeats itself bit for bit from one seed, and differs from another")
  func determinism() {
    func digest(_ seed: UInt64, _ faults: [ScheduledFault]) -> UInt64 {
      var host = VirtualHost(SimulatedDeviceSettings(seed: seed, faults: faults))
      host.start()
      host.run(milliseconds: 2000)
      return host.digest
    }
    let faults = [
      ScheduledFault(.lose, value: 20, after: .milliseconds(500)),
      ScheduledFault(.corrupt, value: 20, after: .milliseconds(700)),
      ScheduledFault(.lift, after: .milliseconds(1500)),
    ]
    #expect(digest(5, faults) == digest(5, faults))
    #expect(digest(5, faults) != digest(6, faults))
  }

  @Test("H1: silence ramps it down and disarms, wherever the silence comes from")
  func silence() {
    for fault in [Fault.unplug, .stale, .lose] {
      var host = VirtualHost(SimulatedDeviceSettings())
      host.start()
      host.run(milliseconds: 1500)
      #expect(host.device.motion.isMoving)
      host.device.inject(fault, value: fault == .lose ? 100 : nil)
      let began = host.now
      host.run(milliseconds: 600)
      #expect(!host.device.motion.isMoving, "\(fault)")
      #expect(host.device.motion.lastMotion - began <= .milliseconds(500), "\(fault)")
      // What comes out of the buffer, or over a link that has healed, is void or meets no arm.
      host.device.inject(.heal)
      host.device.inject(.plug)
      host.run(milliseconds: 1500)
      #expect(!host.device.motion.isMoving, "\(fault)")
    }
  }

  @Test("H1: of a long stall two seconds are made up for, and all motion ends in them")
  func stall() {
    var host = VirtualHost(SimulatedDeviceSettings())
    host.device.schedule(ScheduledFault(.lift, after: .seconds(Int64(30))))
    host.start()
    host.run(milliseconds: 1500)
    #expect(host.device.motion.isMoving)
    let (began, clock) = (host.now, host.device.deviceClock)
    host.now = began + .seconds(Int64(3600))
    host.device.follow(host.now)
    #expect(host.device.stalls == 1)
    #expect(host.device.clock == host.now)
    #expect(host.device.deviceClock - clock >= .seconds(Int64(3599)))
    #expect(!host.device.motion.isMoving)
    #expect(host.device.motion.lastMotion - began <= .milliseconds(500))
    // What was due behind those two seconds has not been run through, and happens now.
    #expect(host.device.happened.isEmpty)
    host.run(milliseconds: 1)
    #expect(host.device.happened.map(\.fault) == [.lift])
  }

  @Test("what is no longer than the bound is made up for whole")
  func shortStall() {
    var host = VirtualHost(SimulatedDeviceSettings())
    host.device.schedule(ScheduledFault(.lift, after: .milliseconds(1900)))
    host.device.follow(host.now + .seconds(Int64(2)))
    #expect(host.device.stalls == 0)
    #expect(host.device.happened.count == 1)
  }

  @Test("H1: a frozen device is cut off by its watchdog, and comes back as another boot")
  func freeze() throws {
    var host = VirtualHost(SimulatedDeviceSettings())
    host.start()
    host.run(milliseconds: 1500)
    let before = try #require(host.identities.last)
    let began = host.now
    host.device.inject(.freeze, value: 1)
    host.run(milliseconds: 900)
    #expect(host.device.isFrozen)
    #expect(!host.device.motion.isMoving)
    #expect(host.device.motion.lastMotion - began <= .milliseconds(400))
    host.run(milliseconds: 600)
    host.send(.hello(Hello(major: 1, minor: 0, nonce: 2)))
    host.run(milliseconds: 5)
    let after = try #require(host.identities.last)
    #expect(after.bootID != before.bootID)
    #expect(after.resetCause == .watchdog)
    #expect(!host.device.motion.isMoving)
  }

  @Test("H4: a stuck drive latches and loses its supply")
  func stuck() {
    for fault in [Fault.stuck, .stuckDirect] {
      var host = VirtualHost(SimulatedDeviceSettings())
      host.start()
      host.isDriving = false
      host.run(milliseconds: 300)
      host.device.inject(fault)
      host.run(milliseconds: 1500)
      #expect(host.telemetry.latches != 0 || !host.device.motion.isMoving, "\(fault)")
      #expect(!host.device.motion.isMoving, "\(fault)")
    }
    var host = VirtualHost(SimulatedDeviceSettings())
    host.start()
    host.run(milliseconds: 1000)
    host.device.inject(.stuck, value: 1)
    host.run(milliseconds: 1000)
    #expect(!host.device.motion.isMoving)
    #expect(host.telemetry.latches & LatchCause.stuckDrive.mask != 0)
    #expect(host.telemetry.flags.contains(.switchOpen))
  }

  @Test(
    "faults of the device end motion with their latch",
    arguments: [
      (Fault.hot, LatchCause.windingHot), (.hotHead, .headHot), (.hotHousing, .housingHot),
      (.lowBattery, .lowBattery), (.sensorDead, .sensorFault), (.sensorSaturated, .sensorFault),
      (.stopButton, .stopButton),
    ])
  func latches(fault: Fault, cause: LatchCause) {
    var host = VirtualHost(SimulatedDeviceSettings())
    host.start()
    host.run(milliseconds: 1500)
    host.device.inject(fault)
    host.run(milliseconds: 1200)
    #expect(host.telemetry.latches & cause.mask != 0, "\(host.telemetry)")
    #expect(!host.device.motion.isMoving)
    #expect(host.events.contains { $0.code == .latched && $0.cause == cause.rawValue })
  }

  @Test("lifting off is seen, and setting down again goes on; pressing harder changes the load")
  func hand() {
    var host = VirtualHost(SimulatedDeviceSettings())
    host.start()
    host.run(milliseconds: 2500)
    let pressed = host.telemetry.contactForceCentinewtons
    host.device.inject(.press, value: 18)
    host.run(milliseconds: 800)
    #expect(host.telemetry.contactForceCentinewtons > pressed + 300)
    host.device.inject(.lift)
    host.run(milliseconds: 500)
    #expect(host.telemetry.state == .lifted)
    host.device.inject(.setDown)
    host.run(milliseconds: 900)
    #expect(host.telemetry.state == .running)
    host.device.inject(.lift)
    host.run(milliseconds: 3000)
    #expect(host.telemetry.latches & LatchCause.liftedTooLong.mask != 0)
    #expect(!host.device.motion.isMoving)
  }

  @Test("scheduled faults happen when they should, in order")
  func schedule() {
    var host = VirtualHost(
      SimulatedDeviceSettings(faults: [
        ScheduledFault(.plug, after: .milliseconds(30)),
        ScheduledFault(.unplug, after: .milliseconds(20)),
      ]))
    host.run(milliseconds: 19)
    #expect(host.device.isAttached)
    host.run(milliseconds: 2)
    #expect(!host.device.isAttached)
    host.run(milliseconds: 10)
    #expect(host.device.isAttached)
  }

  @Test("a stop gets through a link that loses and corrupts a third of everything, by repetition")
  func stopOverBadLink() {
    for seed in 1...20 as ClosedRange<UInt64> {
      var host = VirtualHost(SimulatedDeviceSettings(seed: seed))
      host.start()
      host.run(milliseconds: 1000)
      host.device.inject(.lose, value: 35)
      host.device.inject(.corrupt, value: 35)
      host.isDriving = false
      for _ in 0..<15 {
        host.send(.stop(Stop(stopID: 9, reason: .user)))
        host.run(milliseconds: 20)
      }
      host.run(milliseconds: 300)
      #expect(!host.device.motion.isMoving, "seed \(seed)")
      #expect(host.telemetry.latches & LatchCause.stopCommand.mask != 0, "seed \(seed)")
    }
  }
}
