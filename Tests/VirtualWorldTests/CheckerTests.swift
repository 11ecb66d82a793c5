// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities
import Testing

@testable import Sessions
@testable import VirtualWorld

@Suite("Every checker can fail, and is silent where the design lets it be")
struct CheckerTests {
  /// Shows a checker so many milliseconds, each made from the quiet one.
  private func show(
    _ checker: inout some PromiseChecker, _ milliseconds: Int,
    _ change: (inout WorldMoment, Int) -> Void
  ) -> Violation? {
    for millisecond in 0..<milliseconds {
      var moment = Self.quiet(at: millisecond)
      change(&moment, millisecond)
      if let violation = checker.check(moment) { return violation }
    }
    return nil
  }

  private static func quiet(at millisecond: Int) -> WorldMoment {
    let now = Instant(milliseconds: 10_000 + UInt64(millisecond))
    return WorldMoment(
      now: now, elapsed: .milliseconds(Int64(millisecond)), isDriven: false, acceleration: 0,
      current: 0, isStageSound: true, isHandled: false, isKnocked: false, latches: 0,
      setpointLeft: nil, isSetpointCarried: true, proved: nil, stopTold: false,
      isStopCarried: true, isFrozen: false, hasReset: false, hasPowerCycled: false,
      sensorBroken: false, leaseUntil: now + .seconds(Int64(1)), sessions: 1,
      charged: .seconds(Int64(60)), clearSent: false)
  }

  private static func setpoint(_ frequencyCentihertz: UInt16, _ micrometers: UInt16) -> Setpoint {
    Setpoint(
      armID: 1, validUntilMilliseconds: 0, actuator: 0, frequencyCentihertz: frequencyCentihertz,
      phase: 0, amplitudeMicrometers: micrometers, driveTenthMilliamperes: 0)
  }

  private static var bounds: Bounds {
    Bounds(
      frequencyMin: Hertz(hertz: 20), frequencyMax: Hertz(hertz: 40),
      amplitudeMax: Displacement(millimeters: 2), accelerationMax: Acceleration(g: 2))
  }

  @Test("H1: a drive or a motion that outlives the last setpoint by more than 500 ms")
  func silence() {
    for isSeen in [true, false] {
      var checker = SilenceChecker()
      let early = show(&checker, 1500) { moment, at in
        if at == 0 { moment.setpointLeft = Self.setpoint(3000, 500) }
        moment.isDriven = isSeen && at < 500
        moment.acceleration = at < 500 ? 1 : 0
      }
      #expect(early == nil)
      checker = SilenceChecker()
      let late = show(&checker, 1500) { moment, at in
        if at == 0 { moment.setpointLeft = Self.setpoint(3000, 500) }
        moment.isDriven = isSeen
        moment.acceleration = 1
      }
      #expect(late?.promise == .silenceIsOff)
      #expect(late?.at == .milliseconds(501))
    }
  }

  @Test("H1: a setpoint that no cable carries renews no life")
  func silenceOnACutCable() {
    var checker = SilenceChecker()
    let violation = show(&checker, 1500) { moment, at in
      moment.setpointLeft = Self.setpoint(3000, 500)
      moment.isSetpointCarried = at < 100
      moment.isDriven = true
    }
    #expect(violation?.at == .milliseconds(600))
  }

  @Test("H4: a power stage that does not obey, beyond the second switch")
  func silenceOfAStuckStage() {
    var checker = SilenceChecker()
    let violation = show(&checker, 1500) { moment, _ in
      moment.isStageSound = false
      moment.acceleration = 1
    }
    #expect(violation?.at == .milliseconds(501))
  }

  @Test("H3: motion 200 ms after a stop, and 500 ms after one that nothing carried")
  func stop() {
    for (isCarried, end) in [(true, 201), (false, 501)] {
      var checker = StopChecker()
      let violation = show(&checker, 1000) { moment, at in
        moment.stopTold = at == 0
        moment.isStopCarried = isCarried
        moment.acceleration = 1
      }
      #expect(violation?.promise == .stopWins)
      #expect(violation?.at == .milliseconds(Int64(end)))
    }
  }

  @Test("H3: a hand that moves the head hides motion, not drive")
  func stopUnderAHand() {
    for isDriven in [true, false] {
      var checker = StopChecker()
      let violation = show(&checker, 1000) { moment, at in
        moment.stopTold = at == 0
        moment.isHandled = true
        moment.acceleration = 1
        moment.isDriven = isDriven
        moment.latches = LatchCause.stopCommand.mask
      }
      #expect((violation != nil) == isDriven)
    }
  }

  @Test("H3: a stop that leaves nothing latched, unless it was reset or cleared")
  func stopLatches() {
    for excuse in 0..<4 {
      var checker = StopChecker()
      let violation = show(&checker, 1000) { moment, at in
        moment.stopTold = at == 0
        if excuse == 1 { moment.latches = LatchCause.stopCommand.mask }
        if excuse == 2 { moment.hasReset = at == 100 }
        if excuse == 3 { moment.clearSent = at == 100 }
      }
      #expect((violation != nil) == (excuse == 0))
    }
  }

  @Test("H3: a latched device that is driven beyond its ramp, or at all after a fault that brakes")
  func latch() {
    for (cause, end) in [(LatchCause.stopCommand, 103), (.overAcceleration, 1)] {
      var checker = LatchChecker()
      let violation = show(&checker, 300) { moment, _ in
        moment.latches = cause.mask
        moment.isDriven = true
      }
      #expect(violation?.promise == .latchHolds)
      #expect(violation?.at == .milliseconds(Int64(end)))
    }
  }

  @Test("H3: a latch that goes by itself, or without its power cycle")
  func latchGoes() {
    func violation(_ cause: LatchCause, _ change: (inout WorldMoment) -> Void) -> Violation? {
      var checker = LatchChecker()
      return show(&checker, 20) { moment, at in
        moment.latches = at < 10 ? cause.mask : 0
        if at == 10 { change(&moment) }
      }
    }
    #expect(violation(.stopCommand) { _ in } != nil)
    #expect(violation(.stopCommand) { $0.clearSent = true } == nil)
    #expect(violation(.stopCommand) { $0.hasReset = true } == nil)
    #expect(violation(.stuckDrive) { $0.clearSent = true } != nil)
    #expect(violation(.stuckDrive) { $0.hasReset = true } != nil)
    #expect(violation(.stuckDrive) { $0.hasPowerCycled = true } == nil)
  }

  @Test("H5: a setpoint without a proof or outside it, and a head beyond the guard")
  func envelope() {
    func violation(_ change: (inout WorldMoment) -> Void) -> Violation? {
      var checker = EnvelopeChecker()
      return show(&checker, 100) { moment, _ in
        moment.proved = Self.bounds
        change(&moment)
      }
    }
    #expect(violation { $0.setpointLeft = Self.setpoint(3000, 1000) } == nil)
    #expect(violation { $0.setpointLeft = Self.setpoint(4100, 100) } != nil)
    #expect(violation { $0.setpointLeft = Self.setpoint(3000, 1200) } != nil)
    #expect(violation { $0.setpointLeft = Self.setpoint(2000, 2100) } != nil)
    let unproved = violation {
      $0.proved = nil
      $0.setpointLeft = Self.setpoint(3000, 100)
    }
    #expect(unproved != nil)
    #expect(violation { $0.acceleration = 3.1 } == nil)
    #expect(violation { $0.acceleration = 3.3 } != nil)
  }

  @Test("H14: drive on a dead sensor")
  func sensor() {
    var checker = SensorChecker()
    let violation = show(&checker, 1000) { moment, _ in
      moment.sensorBroken = true
      moment.isDriven = true
    }
    #expect(violation?.promise == .deliveredNotCommanded)
  }

  @Test("drive 250 ms after the lease, and drive that was not paid for by its own session")
  func lease() {
    var checker = LeaseChecker()
    let late = show(&checker, 500) { moment, _ in
      moment.leaseUntil = Instant(milliseconds: 10_000)
      moment.isDriven = true
    }
    #expect(late?.promise == .leaseExpires)
    #expect(late?.at == .milliseconds(251))
    checker = LeaseChecker()
    let unpaid = show(&checker, 500) { moment, at in
      moment.sessions = at < 100 ? 1 : 2
      moment.charged = at < 100 ? .seconds(Int64(10)) : .milliseconds(10_050)
      moment.isDriven = true
    }
    #expect(unpaid?.promise == .paidBeforehand)
    #expect(unpaid?.at == .milliseconds(150))
  }

  @Test("a command that leaves while another one is uncertain")
  func uncertain() {
    func leaves(_ kind: CommandKind, _ message: HostMessage) -> Violation? {
      var checker = UncertainChecker()
      checker.note(.command(kind, .uncertain))
      return checker.check(message, elapsed: .zero)
    }
    let clear = HostMessage.clear(Clear(latch: 1, cause: .stopCommand))
    let rates = HostMessage.rates(
      Rates(
        telemetryPeriodMilliseconds: 2, setpointPeriodMilliseconds: 2,
        conditionPeriodCentiseconds: 10, measurement: true))
    #expect(leaves(.arm, clear)?.promise == .uncertainFirst)
    #expect(leaves(.arm, rates) != nil)
    #expect(leaves(.rates, rates) == nil)
    #expect(leaves(.arm, .hello(Hello(major: 1, minor: 0, nonce: 1))) == nil)
    #expect(leaves(.arm, .stop(Stop(stopID: 1, reason: .user))) == nil)
  }
}
