// SPDX-License-Identifier: Apache-2.0
import DeviceCore
import DeviceProtocol
import Envelope
import Plant
import Programs
import Quantities
import Sessions
import Testing

@Suite("The engine drives a real device core on a plant")
struct EngineTests {
  @Test("greets, relates the clocks and negotiates within half a second")
  func conversation() {
    let bench = Bench()
    #expect(bench.becomeReady())
    #expect(bench.now < Instant(milliseconds: 10_500))
    #expect(bench.status.clockKnown)
    #expect(bench.status.telemetryPeriodMilliseconds == 1)
    #expect(bench.status.identity?.bootID == 0x1234)
  }

  @Test("runs a program to its end, delivers what it asks, and is still within 200 ms")
  func session() {
    let bench = Bench()
    #expect(bench.becomeReady())
    let image = Sample.image([Sample.drive(4), Sample.still(.rest, 1), Sample.drive(2, 30, 1)])
    bench.start(image)
    bench.run(3500)
    #expect(bench.status.phase == .running)
    #expect(abs(bench.status.measuredAmplitude.millimeters - 0.5) < 0.05)
    #expect(bench.run(until: { !$0.status.isActive && $0.status.reason != .none }, limit: 6000))
    #expect(bench.status.phase == .ended)
    #expect(bench.status.reason == .completed)
    #expect(bench.status.standstill.outcome == .confirmed)
    #expect(bench.status.standstill.ended <= .milliseconds(200))
    #expect(abs(bench.status.energised.seconds - 6) < 0.3)
    #expect(bench.status.latches == 0)
    #expect(bench.status.program == 0)
  }

  @Test("no tick allocates, from the first greeting to standstill")
  func allocations() {
    var counted: [UInt64] = []
    // The first time round an unoptimised build makes the metadata of its generic types.
    for _ in 0..<2 {
      let bench = Bench()
      #expect(bench.becomeReady())
      bench.start(
        Sample.image([Sample.drive(2), Sample.still(.rest, 0.5), Sample.drive(1, 30, 1)]))
      bench.run(1500)
      bench.commands += [.pause]
      bench.run(600)
      bench.commands += [.resume]
      bench.run(1000)
      bench.stop = .user
      #expect(bench.run(until: { !$0.status.isActive && $0.status.reason != .none }, limit: 500))
      counted.append(bench.allocations)
    }
    #expect(counted[1] == 0)
  }

  @Test("H1: a stop is still within 200 ms, latches, and is told once more when it is lost")
  func stopping() {
    for lost in [0, 1, 2, 5] {
      let bench = Bench()
      #expect(bench.becomeReady())
      let image = Sample.image([Sample.drive(20, 30, 1)])
      bench.start(image)
      bench.run(2500)
      var toLose = lost
      bench.toDevice = { message in
        if case .stop = message, toLose > 0 {
          toLose -= 1
          return nil
        }
        return message
      }
      bench.stop = .user
      #expect(bench.run(until: { !$0.status.isActive }, limit: 2000))
      #expect(bench.status.phase == .stopped)
      #expect(bench.status.standstill.outcome == .confirmed)
      let allowed = 200 + 20 * Int64(lost)
      #expect(bench.status.standstill.ended <= .milliseconds(allowed), "\(lost) lost")
      #expect(bench.status.latches & LatchCause.stopCommand.mask != 0)
    }
  }

  @Test("H3: a stop that is never heard is said to be unconfirmed after a second, and goes on")
  func unconfirmed() {
    let bench = Bench()
    #expect(bench.becomeReady())
    bench.start(Sample.image([Sample.drive(20)]))
    bench.run(1000)
    bench.toDevice = { message in if case .stop = message { nil } else { message } }
    bench.toHost = { _ in nil }
    bench.stop = .user
    bench.run(1100)
    #expect(bench.status.standstill.outcome == .unconfirmed)
    let before = bench.sent.count
    bench.run(500)
    #expect(bench.sent.count > before)
  }

  @Test("H1: without a lease the session is stopped at its deadline")
  func leaseDeadline() {
    let bench = Bench()
    #expect(bench.becomeReady())
    bench.start(Sample.image([Sample.drive(20)]))
    bench.run(1000)
    bench.commands.append(.lease(until: bench.now + .milliseconds(500)))
    bench.run(499)
    #expect(bench.status.phase == .running)
    #expect(bench.run(until: { !$0.status.isActive }, limit: 500))
    #expect(bench.status.reason == .leaseExpired)
    #expect(bench.status.standstill.outcome == .confirmed)
  }

  @Test("H2: energised time stays inside the credit, and the session ends when none comes")
  func credit() {
    let bench = Bench()
    #expect(bench.becomeReady())
    bench.start(Sample.image([Sample.drive(60)]), credit: .seconds(Int64(3)))
    #expect(bench.run(until: { $0.status.reason != .none }, limit: 10_000))
    #expect(bench.status.reason == .noCredit)
    #expect(bench.status.energised <= .seconds(Int64(3)))
    #expect(bench.status.energised >= .milliseconds(2500))
  }

  @Test("pauses at rest and disarmed, and resumes from zero")
  func pauseAndResume() {
    let bench = Bench()
    #expect(bench.becomeReady())
    let image = Sample.image([Sample.drive(10, 45, 1)])
    bench.start(image)
    bench.run(3000)
    let elapsed = bench.status.elapsed
    bench.commands.append(.pause)
    #expect(bench.run(until: { $0.status.phase == .paused }, limit: 500))
    #expect(bench.status.deviceState == .idle)
    #expect(bench.status.armID == 0)
    bench.run(5000)
    #expect(bench.status.phase == .paused)
    #expect(bench.status.elapsed - elapsed < .milliseconds(20))
    bench.commands.append(.resume)
    #expect(bench.run(until: { $0.status.phase == .running }, limit: 500))
    bench.run(20)
    #expect(bench.status.commandedAmplitude < Displacement(millimeters: 0.1))
    #expect(bench.run(until: { !$0.status.isActive }, limit: 12_000))
    #expect(bench.status.reason == .completed)
  }

  @Test("telemetry that stops freezes, then ends the session")
  func staleTelemetry() {
    let bench = Bench()
    #expect(bench.becomeReady())
    let image = Sample.image([Sample.drive(20)])
    bench.start(image)
    bench.run(2500)
    bench.toHost = { message in if case .telemetry = message { nil } else { message } }
    bench.run(200)
    #expect(bench.status.limiter == .frozen)
    #expect(bench.status.phase == .running)
    bench.run(120)
    #expect(bench.status.phase == .stopping)
    #expect(bench.run(until: { !$0.status.isActive }, limit: 1500))
    #expect(bench.status.reason == .telemetryStale)
  }

  @Test("a host gap of 300 ms interrupts, and nothing resumes by itself")
  func hostGap() {
    let bench = Bench()
    #expect(bench.becomeReady())
    let image = Sample.image([Sample.drive(20)])
    bench.start(image)
    bench.run(1500)
    for _ in 0..<400 {
      for _ in 0..<4 { bench.stepDevice() }
      bench.now = bench.now + .milliseconds(1)
      bench.deviceEpoch = bench.deviceEpoch + .milliseconds(1)
    }
    bench.run(1)
    #expect(bench.status.hostGaps == 1)
    #expect(bench.run(until: { !$0.status.isActive }, limit: 1500))
    #expect(bench.status.reason == .hostGap)
    bench.run(1000)
    #expect(!bench.status.isActive)
  }

  @Test("an arm without an answer is uncertain, resolved by measurement, and not repeated")
  func uncertainArm() {
    let bench = Bench()
    #expect(bench.becomeReady())
    bench.toHost = { message in if case .answer = message { nil } else { message } }
    let image = Sample.image([Sample.drive(2)])
    bench.start(image)
    #expect(bench.run(until: { $0.status.phase == .running }, limit: 500))
    let arms = bench.sent.count { if case .arm = $0 { true } else { false } }
    #expect(arms == 1)
    var results: [CommandResult] = []
    for case .command(.arm, let result) in bench.records { results.append(result) }
    #expect(results == [.uncertain, .resolved(happened: true)])
  }

  @Test("an arm that was lost is sent again under the same number")
  func lostArm() {
    let bench = Bench()
    #expect(bench.becomeReady())
    var toLose = 1
    bench.toDevice = { message in
      if case .arm = message, toLose > 0 {
        toLose -= 1
        return nil
      }
      return message
    }
    let image = Sample.image([Sample.drive(2)])
    bench.start(image)
    #expect(bench.run(until: { $0.status.phase == .running }, limit: 1000))
    var numbers: Set<UInt32> = []
    for case .arm(let arm) in bench.sent { numbers.insert(arm.armID) }
    #expect(numbers.count == 1)
  }

  @Test("H5: no setpoint leaves the armed envelope")
  func setpointsInside() {
    let bench = Bench()
    #expect(bench.becomeReady())
    var steep = Sample.drive(2, 20, 2)
    steep.drive.frequencyEnd = Hertz(hertz: 60)
    // Legal at the start only: the cap at 60 Hz is lower than 2 mm.
    let image = Sample.image([steep, Sample.drive(1, 60, 2)])
    bench.start(image)
    #expect(bench.run(until: { $0.status.reason != .none }, limit: 10_000))
    for case .setpoint(let setpoint) in bench.sent {
      let frequency = Hertz(hertz: Float(setpoint.frequencyCentihertz) * 0.01)
      let cap = Sample.bounds.amplitudeCap(at: frequency).millimeters * 1000
      #expect(Float(setpoint.amplitudeMicrometers) <= cap + 1)
    }
  }

  @Test("a device of a newer major version is refused")
  func newerVersion() {
    let bench = Bench()
    bench.toHost = { message in
      guard case .identity(var identity) = message else { return message }
      identity.major = 2
      return .identity(identity)
    }
    bench.commands.append(.linkUp)
    bench.run(500)
    #expect(bench.status.conversation == .quarantined)
    #expect(bench.status.quarantine == .version)
  }

  @Test(
    "a device that gives another serial number than USB has of it is not trusted",
    arguments: [("T1", false), ("T", true), ("T11", true), ("OTHER", true), ("", true)])
  func otherSerial(_ serial: String, isRefused: Bool) {
    let bench = Bench()
    bench.engine = Engine(nonce: 7, serial: serial)
    bench.commands.append(.linkUp)
    bench.run(500)
    #expect(bench.status.conversation == (isRefused ? .quarantined : .ready))
    #expect(bench.status.quarantine == (isRefused ? .serialNumber : .none))
    #expect(!bench.sent.contains { if case .arm = $0 { true } else { false } })
  }

  @Test("H9: telemetry of actuators that the device does not have puts it into quarantine")
  func nobodysActuator() {
    let bench = Bench()
    bench.toHost = { message in
      guard case .telemetry(var telemetry) = message else { return message }
      telemetry.actuator = 200
      return .telemetry(telemetry)
    }
    bench.commands.append(.linkUp)
    #expect(bench.run(until: { $0.status.conversation == .quarantined }, limit: 2000))
    #expect(bench.status.quarantine == .measurement)
  }

  @Test("a clock that leaps ahead puts the device into quarantine and stops it")
  func nonsenseClock() {
    let bench = Bench()
    #expect(bench.becomeReady())
    let image = Sample.image([Sample.drive(20)])
    bench.start(image)
    bench.run(1500)
    bench.toHost = { message in
      guard case .telemetry(var telemetry) = message else { return message }
      telemetry.clockMilliseconds &+= 60_000
      return .telemetry(telemetry)
    }
    #expect(bench.run(until: { $0.status.conversation == .quarantined }, limit: 100))
    #expect(bench.status.quarantine == .clock)
    #expect(bench.run(until: { !$0.status.isActive }, limit: 1500))
    #expect(bench.status.reason == .deviceNonsense)
    #expect(bench.status.standstill.outcome == .confirmed)
  }

  @Test("H6: a move waits disarmed for contact lost and regained")
  func moveByContact() {
    let bench = Bench()
    #expect(bench.becomeReady())
    let image = Sample.image(
      [Sample.drive(2), Sample.still(.move, 60, segment: 1), Sample.drive(2, segment: 1)],
      segments: 2)
    bench.start(image)
    #expect(bench.run(until: { $0.status.phase == .moving }, limit: 4000))
    #expect(bench.status.deviceState == .idle)
    bench.run(2000)
    #expect(bench.status.phase == .moving)
    bench.plant.lift()
    bench.run(1000)
    #expect(bench.status.phase == .moving)
    bench.plant.setDown()
    #expect(bench.run(until: { $0.status.phase == .arming }, limit: 2500))
    bench.run(100)
    #expect(bench.status.phase == .arming, "there is no credit for the second segment yet")
    bench.commands.append(.credit(segment: 1, total: .seconds(Int64(10))))
    #expect(bench.run(until: { $0.status.phase == .running }, limit: 500))
    #expect(bench.run(until: { $0.status.reason == .completed }, limit: 4000))
  }

  @Test("H1: after a reset the device is greeted anew and nothing moves")
  func reset() {
    let bench = Bench()
    #expect(bench.becomeReady())
    let image = Sample.image([Sample.drive(20)])
    bench.start(image)
    bench.run(1500)
    bench.device = .init(configuration: .reference(), resetCause: .brownOut, bootID: 0x9999)
    bench.deviceEpoch = bench.now
    #expect(bench.run(until: { $0.status.reason != .none }, limit: 3000))
    #expect(bench.run(until: { $0.status.identity?.bootID == 0x9999 }, limit: 3000))
    bench.run(2000)
    #expect(bench.status.conversation == .ready)
    #expect(bench.status.deviceState == .idle || bench.status.deviceState == .latched)
  }
}
