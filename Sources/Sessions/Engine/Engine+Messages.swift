// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities
import Regulation

extension Engine {
  mutating func receive(_ inbound: Inbound, _ outbox: inout EngineOutbox) {
    // In quarantine only standstill is listened to: it can end a repetition, not start a motion.
    if talk.stage == .absent { return }
    if talk.stage == .quarantined {
      if case .standstill(let standstill) = inbound.message { heard(standstill, &outbox) }
      return
    }
    switch inbound.message {
    case .identity(let identity):
      talk.lastHeard = now
      met(identity, &outbox)
    case .actuator(let actuator): met(actuator, &outbox)
    case .answer(let answer): heard(answer, &outbox)
    case .telemetry(let telemetry): heard(telemetry, received: inbound.received, &outbox)
    case .condition(let condition): heard(condition, &outbox)
    case .event(let event): heard(event, &outbox)
    case .pong(let pong): talk.note(pong, received: inbound.received)
    case .standstill(let standstill): heard(standstill, &outbox)
    case .measurement, .raw, .fault: return
    }
  }

  private mutating func heard(
    _ telemetry: Telemetry, received: Instant, _ outbox: inout EngineOutbox
  ) {
    talk.lastHeard = now
    // Further actuators of the same device share its latches and its arm; their motion is not ours.
    let index = Int(telemetry.actuator)
    guard index < actuatorCount else {
      // Nor is it anybody's when there are not that many.
      if talk.actuators[0] != nil, talk.clockKnown,
        telemetry.actuator >= talk.identity?.actuators ?? 1,
        case .nonsense(let reason) = controls[0].watch.refuse()
      {
        quarantine(reason, &outbox)
      }
      return
    }
    guard let actuator = talk.actuators[index], talk.clockKnown else {
      return
    }
    let deviceThen = talk.deviceMilliseconds(at: received)
    switch controls[index].watch.take(
      telemetry, deviceNow: deviceThen, received: received, actuator: actuator)
    {
    case .stale: return
    case .nonsense(let reason): quarantine(reason, &outbox)
    case .fresh: believe(telemetry, of: index, &outbox)
    }
  }

  private mutating func believe(
    _ t: Telemetry, of index: Int, _ outbox: inout EngineOutbox
  ) {
    status.deviceState = combined(t.state)
    status.actuators[index].state = t.state
    status.actuators[index].contact = t.flags.contains(.contact)
    status.actuators[index].contactForce = Force(
      newtons: Float(t.contactForceCentinewtons) * 0.01)
    noteLatches(t, &outbox)
    switch t.state {
    case .running, .lifted, .ramping, .braking: break
    case .selfTest, .idle, .armed, .latched: status.actuators[index].rest()
    }
    guard t.flags.contains(.fresh) else { return }
    let value = LockInValue(t, measuredAt: controls[index].watch.measuredAt)
    controls[index].freshValue = value
    let head = Acceleration(g: value.head.magnitude)
    status.actuators[index].measuredFrequency = value.frequency
    status.actuators[index].acceleration = head
    status.actuators[index].housingAcceleration = Acceleration(g: value.housing.magnitude)
    status.actuators[index].measuredDrive = Current(amperes: value.current.magnitude)
    status.actuators[index].measuredAmplitude = Motion.amplitude(value.frequency, head)
  }

  private mutating func noteLatches(_ t: Telemetry, _ outbox: inout EngineOutbox) {
    if t.newestLatch != status.newestLatch || t.latches != status.latches {
      if t.newestLatch != status.newestLatch {
        // Only one bit set names the cause; otherwise condition or event will.
        status.newestLatchCause = LatchCause(onlyBitOf: t.latches)?.rawValue ?? 0
        if t.newestLatch != 0 {
          noteHeard(.latched(number: t.newestLatch, cause: status.newestLatchCause), &outbox)
        }
      }
      status.newestLatch = t.newestLatch
      status.latches = t.latches
    }
  }

  /// The wire's hundredths of a degree; what the device does not know (−32 768) is no number.
  private func temperature(_ centidegrees: Int16) -> Temperature {
    Temperature(celsius: centidegrees == .min ? .nan : Float(centidegrees) * 0.01)
  }

  private mutating func heard(_ condition: Condition, _ outbox: inout EngineOutbox) {
    talk.lastHeard = now
    status.winding = temperature(condition.windingCentidegrees)
    status.housing = temperature(condition.housingCentidegrees)
    status.head = temperature(condition.headCentidegrees)
    status.batteryPercent = condition.batteryPercent
    status.supplyMillivolts = condition.supplyMillivolts
    status.deviceEnergised = .milliseconds(Int64(condition.energisedMilliseconds))
    if isSessionActive, run.isArmed, run.armedSegment == run.segment {
      let missing = run.floor.missing(in: run.segmentEnergised, total: status.deviceEnergised)
      if missing > .zero { addEnergised(missing, &outbox) }
    }
    derating = min(condition.deratingPermille, 1000)
    guard condition.newestLatch == status.newestLatch, condition.newestLatch != 0,
      condition.newestLatchCause != status.newestLatchCause, condition.newestLatchCause != 0
    else { return }
    status.newestLatchCause = condition.newestLatchCause
    noteHeard(.latched(number: condition.newestLatch, cause: condition.newestLatchCause), &outbox)
  }

  private mutating func heard(_ event: Event, _ outbox: inout EngineOutbox) {
    talk.lastHeard = now
    noteHeard(.event(event), &outbox)
    switch event.code {
    case .buttonPressed:
      run.goOn = run.mode == .moving
    case .reset:
      // A boot is told by its identity; the event makes us ask at once.
      if talk.stage != .hello { deviceRestarted(&outbox) }
    case .latched:
      status.newestLatch = event.latch
      status.newestLatchCause = event.cause
      noteHeard(.latched(number: event.latch, cause: event.cause), &outbox)
      if isSessionActive, !isStopping { interrupt(.deviceLatched, .fault, lane: .disarm, &outbox) }
    case .silence:
      endArm(.deviceSilence, &outbox)
    case .armEnded:
      endArm(.armEnded, &outbox)
    case .cleared:
      // Not waiting for telemetry: whoever was told that it is cleared shall not see it any more.
      if let cause = LatchCause(rawValue: event.cause) { status.latches &= ~cause.mask }
    case .contactLost, .contactRegained, .selfTestPassed, .buttonReleased:
      return
    }
  }

  private mutating func endArm(_ reason: EndReason, _ outbox: inout EngineOutbox) {
    guard run.mode == .driving, run.isArmed else { return }
    interrupt(reason, .fault, lane: .disarm, &outbox)
  }

  private mutating func heard(_ answer: Answer, _ outbox: inout EngineOutbox) {
    talk.lastHeard = now
    if answer.type == CommandKind.hello.messageType, answer.result == .versionMismatch {
      return quarantine(.version, &outbox)
    }
    guard let kind = courier.kind, courier.matches(answer) else { return }
    let wasUncertain = courier.isUncertain
    courier.settle()
    let result: CommandResult =
      answer.result == .accepted
      ? (wasUncertain ? .resolved(happened: true) : .acknowledged) : .failed(answer.result)
    note(.command(kind, result), &outbox)
    switch kind {
    case .arm: armAnswered(answer, &outbox)
    case .rates: ratesAnswered(answer)
    case .clear: if answer.result == .accepted { clearHappened() }
    case .hello, .disarm: return
    }
  }

  private mutating func ratesAnswered(_ answer: Answer) {
    guard talk.stage == .rates else { return }
    var telemetry = Self.periodMilliseconds
    var setpoint = Self.periodMilliseconds
    if answer.result == .accepted {
      telemetry = UInt8(truncatingIfNeeded: answer.detail)
      setpoint = UInt8(truncatingIfNeeded: answer.detail >> 8)
    }
    status.telemetryPeriodMilliseconds = max(1, telemetry)
    status.setpointPeriodMilliseconds = max(1, setpoint)
    talk.enter(.ready, at: now)
  }
}

extension LatchCause {
  /// The cause of a mask with exactly one bit.
  init?(onlyBitOf mask: UInt16) {
    guard mask.nonzeroBitCount == 1 else { return nil }
    self.init(rawValue: UInt8(mask.trailingZeroBitCount) + 1)
  }
}
