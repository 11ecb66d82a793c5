// SPDX-License-Identifier: Apache-2.0
import ControlAPI
import Foundation
import Testing

@testable import Daemon
@testable import Varlink

@Suite("A live stream over the interface", .serialized)
struct LiveTests {
  static func target(_ peak: Double = 1, _ seconds: Double = 60, side: String? = "left")
    -> Control.Target
  {
    Control.Target(
      target: "multifidus-lumbar", side: side,
      live: Control.Live(amplitudeMax: peak, seconds: seconds))
  }

  @Test("drives what is asked, tells what is measured, and is recorded when it is let go")
  func stream() async throws {
    try await withDaemon(speed: 1) { daemon in
      let driver = try await Driver(daemon.socketPath, target: Self.target())
      var last: Control.Telemetry?
      for _ in 0..<60 {
        last = try await driver.client.setpoint(
          lease: driver.lease, frequency: 30, amplitude: 0.4, validMs: 1000)
        try await Task.sleep(for: .milliseconds(25))
      }
      let telemetry = try #require(last)
      #expect(telemetry.phase == "running")
      #expect(abs(telemetry.measuredAmplitude - 0.4) < 0.1, "\(telemetry)")
      #expect(telemetry.contactForce > 1)
      await expect(.refused) {
        _ = try await driver.client.setpoint(lease: driver.lease, frequency: 30, amplitude: 1.01)
      }
      await expect(.refused) {
        _ = try await driver.client.setpoint(
          lease: driver.lease, frequency: 30, amplitude: 0.4, validMs: 60_000)
      }
      driver.stopRenewing()
      try await driver.client.release(lease: driver.lease)
      let record = try await record(driver.session, daemon.socketPath)
      #expect(record.outcome == "completed", "\(record)")
      #expect(record.reason == "The client ended its stream.")
      #expect(record.energisedMs > 500)
      await expect(.leaseExpired) {
        _ = try await driver.client.setpoint(lease: driver.lease, frequency: 30, amplitude: 0.4)
      }
    }
  }

  @Test("drives two actuators by name, each within the bounds, and only where a device has two")
  func twoActuators() async throws {
    var target = Self.target()
    target.live?.actuators = 2
    try await withDaemon(speed: 1, actuators: 2) { daemon in
      let driver = try await Driver(daemon.socketPath, target: target)
      var last: Control.Telemetry?
      for _ in 0..<60 {
        _ = try await driver.client.setpoint(
          lease: driver.lease, frequency: 40, amplitude: 0.3, validMs: 1000)
        last = try await driver.client.setpoint(
          lease: driver.lease, frequency: 30, amplitude: 0.4, validMs: 1000, actuator: 1)
        try await Task.sleep(for: .milliseconds(25))
      }
      let telemetry = try #require(last)
      #expect(telemetry.commandedFrequency == 30)
      #expect(abs(telemetry.measuredAmplitude - 0.4) < 0.1, "\(telemetry)")
      for (amplitude, actuator) in [(1.01, 1), (0.4, 2), (0.4, -1)] {
        await expect(.refused) {
          _ = try await driver.client.setpoint(
            lease: driver.lease, frequency: 30, amplitude: amplitude, actuator: actuator)
        }
      }
      driver.stopRenewing()
      try await driver.client.release(lease: driver.lease)
      let record = try await record(driver.session, daemon.socketPath)
      #expect(record.outcome == "completed", "\(record)")
      let means = try #require(record.zones.first?.actuators)
      #expect(means.map(\.meanAmplitude).allSatisfy { $0 > 0.1 }, "\(means)")
    }
    try await withDaemon(speed: 1) { daemon in
      let client = try await TonusClient.connect(path: daemon.socketPath)
      await expect(.programInvalid) { _ = try await client.check(target: target) }
    }
  }

  @Test("H1: the last setpoint's expiry ends the session though its lease is renewed")
  func silence() async throws {
    try await withDaemon(speed: 1) { daemon in
      let driver = try await Driver(daemon.socketPath, target: Self.target())
      _ = try await driver.client.setpoint(
        lease: driver.lease, frequency: 30, amplitude: 0.4, validMs: 300)
      let record = try await record(driver.session, daemon.socketPath)
      #expect(record.outcome == "interrupted")
      #expect(record.reason == "The client sent no setpoint in time.")
      #expect(record.standstillConfirmed)
      #expect(try await driver.client.monitor().latches.isEmpty)
    }
  }

  @Test("a call without a reply steers as well, and the state that is watched tells")
  func oneway() async throws {
    try await withDaemon(speed: 1) { daemon in
      let driver = try await Driver(daemon.socketPath, target: Self.target())
      let watcher = try await TonusClient.connect(path: daemon.socketPath)
      let setpoint = Control.SetpointParameters(
        lease: driver.lease, frequency: 30, amplitude: 0.4, validMs: 1000)
      var driven = 0.0
      for _ in 0..<100 where driven < 0.2 {
        try await driver.client.sendSetpoint(setpoint)
        try await Task.sleep(for: .milliseconds(20))
        driven = try await watcher.monitor().commandedAmplitude
      }
      #expect(driven >= 0.2)
      #expect(try await watcher.stop().standstillConfirmed)
    }
  }

  @Test("is proved when it is leased: peak, time, zone and side")
  func proof() async throws {
    try await withDaemon { daemon in
      let client = try await TonusClient.connect(path: daemon.socketPath)
      let plan = try await client.check(target: Self.target())
      #expect(plan.steps.map(\.kind) == ["live"])
      #expect(plan.amplitudeMax == 1)
      #expect(plan.accelerationMax <= 10)
      await expect(.programInvalid) { _ = try await client.check(target: Self.target(9)) }
      await expect(.programInvalid) { _ = try await client.check(target: Self.target(1, 200)) }
      await expect(.messageInvalid) { _ = try await client.check(target: Self.target(0)) }
      await expect(.messageInvalid) { _ = try await client.check(target: Self.target(1, 1e9)) }
      await expect(.messageInvalid) { _ = try await client.check(target: Self.target(side: nil)) }
      await expect(.messageInvalid) {
        _ = try await client.check(target: Self.target(side: "both"))
      }
      var locked = Self.target()
      locked.target = "suboccipitales"
      await expect(.zoneLocked) { _ = try await client.check(target: locked) }
      for actuators in [0, -1, 3] {
        var many = Self.target()
        many.live?.actuators = actuators
        await expect(.messageInvalid) { _ = try await client.check(target: many) }
      }
      var profile = Self.target()
      profile.live?.profile = "nonsense"
      await expect(.messageInvalid) { _ = try await client.check(target: profile) }
      // Without answers to the red flags no stream begins either.
      let lease = try await client.acquire().lease
      await expect(.questionsOpen) {
        _ = try await client.start(lease: lease, target: Self.target())
      }
    }
  }
}
