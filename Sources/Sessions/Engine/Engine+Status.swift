// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities

extension Engine {
  static var sampleEvery: Interval { .milliseconds(100) }
  static var energisedReportEvery: Interval { .milliseconds(500) }
  /// How long a device may drive by itself after the last setpoint that reached it: the life of that
  /// setpoint, the ramp, and how wrong the relation of the clocks may be.
  static var selfRunning: Interval { Limits.setpointLife + Limits.stopRamp + .milliseconds(100) }
  /// What a lifted device measures above this drives: twice the current sensor's noise.
  static var energisedCurrent: Current { Current(amperes: 0.01) }
  /// Measurements older than this, and than two periods of telemetry, say nothing about now; what is
  /// commanded counts instead.
  static var energisedTrusts: Interval { .milliseconds(20) }

  /// Accounts for the tick and tells what there is to tell.
  mutating func publish(_ outbox: inout EngineOutbox) {
    account(&outbox)
    let isHalting = run.mode == .halting
    status.now = now
    status.ticks &+= 1
    status.conversation = conversation
    status.identity = talk.identity
    status.actuatorCount = actuatorCount
    status.phase = presentPhase()
    status.program = run.program?.number ?? 0
    status.step = run.index
    status.steps = run.program?.stepCount ?? status.steps
    status.segment = run.segment
    status.awaitsMove = run.mode == .moving
    status.pain = run.pain
    status.elapsed = run.elapsed
    status.remaining = run.remaining
    status.energised = run.energised
    status.segmentEnergised = run.segmentEnergised
    status.segmentCredit = run.creditSegment == run.segment ? run.credit : .zero
    status.factor = run.factor
    status.telemetryAge = telemetryAge()
    status.clockKnown = talk.clockKnown
    status.roundTrip = talk.roundTrip
    status.uncertain = courier.isUncertain ? courier.kind : nil
    status.armID = run.isArmed ? run.armID : 0
    // Nothing is known about a device that does not speak; old figures would look like motion.
    let isUnknown =
      (!status.isActive || (isHalting && talk.stage != .ready))
      && status.telemetryAge > Limits.telemetryEnds
    for index in status.actuators.indices {
      status.actuators[index].identity = talk.actuators[index]
      status.actuators[index].telemetryAge = controls[index].watch.age(at: now)
      if run.mode != .driving { status.actuators[index].commandNothing() }
      if isUnknown { status.actuators[index].rest() }
    }
    if status.phase != lastPhase {
      lastPhase = status.phase
      note(.phase(status.phase, step: run.index, at: now), &outbox)
    }
    sample(&outbox)
  }

  private mutating func account(_ outbox: inout EngineOutbox) {
    guard isSessionActive, run.mode != .paused, run.mode != .moving, run.mode != .asking else {
      return
    }
    let isCommanded = run.isArmed && run.mode == .driving && isCommanded()
    let isDelivering: Bool
    // Each actuator is told of in its turn.
    let period = Interval.milliseconds(
      Int64(status.telemetryPeriodMilliseconds) * Int64(actuatorCount))
    if telemetryAge() <= max(Self.energisedTrusts, period + period) {
      // The larger of both: what is commanded, whatever is measured, and every state that drives, a
      // ramp too, whatever current it reports.
      isDelivering = isCommanded || isDeviceDriving()
    } else {
      isDelivering = isCommanded || isSelfRunning
    }
    guard isDelivering else { return }
    addEnergised(sinceLast, &outbox)
  }

  /// Whether the device may still drive by the last setpoint that was sent.
  private var isSelfRunning: Bool {
    guard let last = run.lastDriven else { return false }
    return now - last < Self.selfRunning
  }

  /// Books driven time on the segment that was armed last.
  mutating func addEnergised(_ time: Interval, _ outbox: inout EngineOutbox) {
    run.energised = run.energised + time
    if run.armedSegment == run.segment { run.segmentEnergised = run.segmentEnergised + time }
    run.unreported = run.unreported + time
    if run.unreported >= Self.energisedReportEvery { reportEnergised(&outbox) }
  }

  private mutating func isCommanded() -> Bool {
    for index in indices where status.actuators[index].commandedDrive > .zero { return true }
    return false
  }

  private mutating func isMeasured() -> Bool {
    for index in indices where status.actuators[index].measuredDrive > Self.energisedCurrent {
      return true
    }
    return false
  }

  private mutating func isDeviceDriving() -> Bool {
    switch status.deviceState {
    case .running, .ramping: true
    // Held at nothing while a guard or the regulator waits for contact, it drives nothing.
    case .lifted: run.mode != .driving || isMeasured()
    case .selfTest, .idle, .armed, .braking, .latched: false
    }
  }

  private mutating func sample(_ outbox: inout EngineOutbox) {
    guard isSessionActive, now - run.lastSample >= Self.sampleEvery else { return }
    run.lastSample = now
    note(
      .sample(
        DeliverySample(
          at: now, segment: run.segment, step: run.index, energised: run.energised,
          first: DeliveredActuator(status.actuators[0]),
          second: actuatorCount > 1 ? DeliveredActuator(status.actuators[1]) : nil)),
      &outbox)
  }

  private var conversation: Conversation {
    switch talk.stage {
    case .absent: .absent
    case .hello, .clock, .rates: .identifying
    case .ready: .ready
    case .quarantined: .quarantined
    }
  }

  // Mutating, since a getter would copy the whole engine.
  private mutating func presentPhase() -> EnginePhase {
    switch run.mode {
    case .none: return halt.isActive && !halt.isUnconfirmed ? .stopping : finalPhase
    case .arming: return .arming
    case .moving: return .moving
    case .asking: return .asking
    case .paused: return .paused
    case .halting: return .stopping
    case .driving:
      if status.deviceState == .lifted { return .lifted }
      guard let program = run.program else { return .running }
      return program.step(run.index).kind == .rest ? .resting : .running
    }
  }
}
