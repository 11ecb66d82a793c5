// SPDX-License-Identifier: Apache-2.0
import DeviceCore
import DeviceProtocol
import Envelope
import Plant
import Programs
import Quantities
import Testing

@testable import Sessions

@Suite("The engine drives two actuators")
struct TwoActuatorsTests {
  private static func program(_ steps: String) throws -> ProvedProgram {
    let text = "tonus: 1\ntitle: Both\nzone: multifidus-lumbar:left\nsteps:\n" + steps
    return ProvedProgram(
      try Checker.prove(text: text, device: ActuatorIdentity.reference.bounds).get())
  }

  private static let together = """
      - together: {for: 4 s, drives: [
          {actuator: 0, frequency: 40 Hz, amplitude: 0.5 mm},
          {actuator: 1, frequency: 30 Hz, amplitude: 0.6 mm}]}

    """

  private static func running(_ steps: String = together) throws -> Bench {
    let bench = Bench(actuators: 2)
    #expect(bench.becomeReady())
    bench.start(ProgramImage(number: 1, try program(steps).engine))
    bench.run(2500)
    #expect(bench.status.phase == .running)
    return bench
  }

  @Test("each follows its own curve, and both are told, measured and booked once")
  func together() throws {
    let bench = try Self.running()
    #expect(bench.status.actuatorCount == 2)
    let first = bench.status.actuators[0]
    let second = bench.status.actuators[1]
    #expect(abs(first.measuredAmplitude.millimeters - 0.5) < 0.05)
    #expect(abs(second.measuredAmplitude.millimeters - 0.6) < 0.06)
    #expect(first.measuredFrequency.hertz == 40 && second.measuredFrequency.hertz == 30)
    #expect(second.commandedAmplitude.millimeters == 0.6 && second.contact)
    #expect(bench.run(until: { !$0.status.isActive && $0.status.reason != .none }, limit: 4000))
    #expect(bench.status.reason == .completed && bench.status.standstill.outcome == .confirmed)
    // Time with drive counts once, however many are driven.
    #expect(abs(bench.status.energised.seconds - 4) < 0.3)
    let arms = bench.sent.compactMap {
      if case .arm(let arm) = $0 { arm.actuatorMask } else { nil }
    }
    #expect(arms == [3])
    let last = bench.records.compactMap {
      if case .sample(let sample) = $0, sample.second?.measuredAmplitude ?? .zero > .zero {
        sample
      } else {
        nil
      }
    }.last
    let sample = try #require(last)
    let hand = HandWeighting.weighted(
      peak: sample.first.housingAcceleration, at: sample.first.measuredFrequency)
    #expect(sample.handWeighted > hand)
  }

  @Test("a step that drives one of them lets the other rest")
  func alone() throws {
    let bench = try Self.running(
      Self.together + "  - hold: {frequency: 40 Hz, amplitude: 0.5 mm, for: 3 s}\n")
    bench.run(3000)
    #expect(bench.status.phase == .running)
    #expect(abs(bench.status.measuredAmplitude.millimeters - 0.5) < 0.05)
    #expect(bench.status.actuators[1].commandedAmplitude == .zero)
    #expect(bench.status.actuators[1].measuredAmplitude == .zero)
  }

  @Test("the means of each are those of its own time with drive; peaks count always")
  func means() {
    var tally = ActuatorTally()
    var status = ActuatorStatus()
    status.acceleration = Acceleration(g: 2)
    tally.add(DeliveredActuator(status), lasting: .seconds(Int64(10)))
    #expect(tally.means.frequency == .zero && tally.means.amplitude == .zero)
    status.measuredFrequency = Hertz(hertz: 40)
    status.measuredAmplitude = Displacement(millimeters: 0.5)
    status.commandedAmplitude = Displacement(millimeters: 0.5)
    status.acceleration = Acceleration(g: 1)
    tally.add(DeliveredActuator(status), lasting: .seconds(Int64(1)))
    // In a ramp down nothing is asked for any more, and it still moves.
    status.commandedAmplitude = .zero
    status.measuredDrive = Current(amperes: 0.2)
    tally.add(DeliveredActuator(status), lasting: .seconds(Int64(1)))
    #expect(tally.means.frequency.hertz == 40 && tally.means.amplitude.millimeters == 0.5)
    #expect(tally.means.commandedAmplitude.millimeters == 0.25)
    #expect(tally.means.peakAcceleration.g == 2)
  }

  @Test("a program for one arms one, on a device with two")
  func single() throws {
    let bench = try Self.running("  - hold: {frequency: 40 Hz, amplitude: 0.5 mm, for: 4 s}\n")
    #expect(abs(bench.status.measuredAmplitude.millimeters - 0.5) < 0.05)
    let arms = bench.sent.compactMap {
      if case .arm(let arm) = $0 { arm.actuatorMask } else { nil }
    }
    #expect(arms == [1])
    let driven = bench.sent.contains {
      if case .setpoint(let setpoint) = $0 { setpoint.actuator != 0 } else { false }
    }
    #expect(!driven)
  }

  @Test("H5: when the telemetry of either stops, the session ends", arguments: [UInt8(0), 1])
  func stale(of silent: UInt8) throws {
    let bench = try Self.running()
    bench.toHost = { message in
      if case .telemetry(let telemetry) = message, telemetry.actuator == silent { return nil }
      return message
    }
    #expect(bench.run(until: { !$0.status.isActive && $0.status.reason != .none }, limit: 1500))
    #expect(bench.status.reason == .telemetryStale)
    #expect(bench.status.deviceState == .latched || bench.device.state == .latched)
  }

  @Test("H2: when the setpoints of either are lost, both come to rest", arguments: [UInt8(0), 1])
  func lost(of silent: UInt8) throws {
    let bench = try Self.running()
    bench.toDevice = { message in
      if case .setpoint(let setpoint) = message, setpoint.actuator == silent { return nil }
      return message
    }
    #expect(bench.run(until: { !$0.status.isActive && $0.status.reason != .none }, limit: 1500))
    #expect(bench.status.reason == .deviceSilence)
    #expect(bench.status.standstill.outcome == .confirmed)
  }

  @Test("H5: a head that measures nothing ends the session, whichever it is", arguments: [0, 1])
  func nothing(of deaf: Int) throws {
    let bench = try Self.running()
    bench.toHost = { message in
      guard case .telemetry(var telemetry) = message, Int(telemetry.actuator) == deaf else {
        return message
      }
      telemetry.head = WirePhasor(inPhase: 0, quadrature: 0)
      return .telemetry(telemetry)
    }
    #expect(bench.run(until: { !$0.status.isActive && $0.status.reason != .none }, limit: 1500))
    #expect(bench.status.reason == .sensorFault)
  }

  @Test("H1: a stop ends both within 200 ms")
  func stop() throws {
    let bench = try Self.running()
    bench.stop = .user
    #expect(bench.run(until: { $0.status.standstill.outcome == .confirmed }, limit: 600))
    #expect(bench.status.standstill.ended <= .milliseconds(200))
    #expect(bench.status.phase == .stopped)
  }

  @Test("every second setpoint lost on the way starves neither")
  func aliasing() throws {
    let bench = try Self.running()
    var count = 0
    bench.toDevice = { message in
      guard case .setpoint = message else { return message }
      count += 1
      return count % 2 == 0 ? message : nil
    }
    bench.run(1000)
    #expect(bench.status.phase == .running)
  }

  @Test("no tick allocates")
  func allocations() throws {
    _ = try Self.running()
    let bench = try Self.running()
    #expect(bench.allocations == 0)
  }
}
