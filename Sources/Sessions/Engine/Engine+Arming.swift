// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities
import Regulation

extension Engine {
  /// Arms the segment at hand once the device is still, measured and paid for.
  mutating func arm(_ outbox: inout EngineOutbox) {
    assert(!halt.isActive)
    guard let program = run.program, !halt.isActive else { return }
    guard run.creditLeft > Self.creditReserve else { return starve(&outbox) }
    run.starvedSince = nil
    let isReady =
      talk.stage == .ready && telemetryAge() < Limits.telemetryFreezes
      && status.deviceState == .idle
    if now - run.modeBegan >= Self.armPatience {
      return finish(isReady ? .armUnanswered : .armRefused, &outbox)
    }
    guard isReady, !courier.isBusy, outbox.acceptsOther, let device = deviceNow else { return }
    if run.armAttempts >= Self.armAttemptsMax { return finish(.armUnanswered, &outbox) }
    // A repeated attempt keeps its number: the device may have heard the first one after all.
    if run.armAttempts == 0 {
      armCounter &+= 1
      if armCounter == 0 { armCounter = 1 }
      run.armID = armCounter
      arms.remember(armCounter)
      let wall = min(remainingWall(program) + Self.armSlack, Limits.deviceWallMaximum)
      run.armEnd = device &+ UInt32(wire: wall)
    }
    run.armAttempts += 1
    let segment = program.segment(run.segment)
    let left = segment.energisedMax - run.segmentEnergised
    let sequence = courier.number()
    courier.expect(.arm, sequence: sequence, at: now)
    outbox.send(
      .arm(
        Arm(
          armID: run.armID, actuatorMask: program.actuatorMask, bounds: segment.bounds,
          driveMax: driveMost(program),
          energisedMax: left, endMilliseconds: run.armEnd)),
      sequence: sequence)
  }

  /// The most that any of the program's actuators takes; each takes its own share of it.
  private mutating func driveMost(_ program: ProgramView) -> Current {
    var most = Current.zero
    for index in indices where run.covers(index) {
      most = max(most, controls[index].model.driveMax)
    }
    return most
  }

  /// Planned from here to the end of the segment at hand, or until somebody is waited for.
  func remainingWall(_ program: ProgramView) -> Interval {
    max(program.rest(run.index).segment - run.stepElapsed, .zero)
  }

  mutating func starve(_ outbox: inout EngineOutbox) {
    let since = run.starvedSince ?? now
    run.starvedSince = since
    if now - since >= Self.creditPatience { finish(.noCredit, &outbox) }
  }

  mutating func armAnswered(_ answer: Answer, _ outbox: inout EngineOutbox) {
    guard run.mode == .arming else {
      // Paused or stopped meanwhile: the halt under way disarms it.
      return
    }
    switch answer.result {
    case .accepted: armGranted()
    case .alreadyArmed where answer.detail == run.armID: armGranted()
    case .alreadyArmed:
      // Another arm stands, a late copy perhaps: it is ended, and ours is asked for again.
      guard outbox.acceptsOther else { return }
      outbox.send(.disarm(Disarm(armID: answer.detail)), sequence: courier.number())
    case .latched, .needsPowerCycle: finish(.deviceLatched, &outbox)
    case .notReady: return
    // The first one was heard after all, and its arm has ended since: begin with a new number.
    case .wrongArm where run.armAttempts > 1: run.armAttempts = 0
    case .unknownType, .malformed, .versionMismatch, .wrongArm, .outsideEnvelope,
      .expired, .tooFarAhead, .otherTransport, .causePersists, .wrongLatch, .notArmed,
      .unsupported:
      finish(.armRefused, &outbox)
    }
  }

  mutating func armGranted() {
    run.isArmed = true
    run.isArmPresumed = false
    run.armedDevice = deviceNow ?? 0
    run.armedSegment = run.segment
    run.floor.begin(segmentEnergised: run.segmentEnergised)
    for index in indices {
      controls[index].watch.beginFollowing()
      controls[index].rest()
    }
    run.lastSetpoint = .zero
    run.enter(.driving, at: now)
  }

  /// Finds out from fresh measurements what became of a command without an answer.
  mutating func resolveUncertain(_ outbox: inout EngineOutbox) {
    guard talk.stage == .ready, let kind = courier.kind else { return }
    if courier.becomesUncertain(at: now) { note(.command(kind, .uncertain), &outbox) }
    guard courier.isUncertain else { return }
    // Telemetry from before the patience ran out may be older than the command's effect.
    guard let measured = measuredAt(), measured - courier.sent >= Courier.patience else { return }
    let happened: Bool
    switch kind {
    case .arm:
      happened = status.deviceState == .armed || status.deviceState == .running
    case .clear:
      let isGone = status.latches & courier.latchCause.mask == 0
      happened = isGone || status.newestLatch != courier.latch
    case .rates, .hello, .disarm:
      happened = false
    }
    courier.settle()
    note(.command(kind, .resolved(happened: happened)), &outbox)
    if kind == .clear, happened { clearHappened() }
    guard kind == .arm, happened, run.mode == .arming else { return }
    armGranted()
    // Telemetry does not number the arm; whether the device follows our setpoints will tell.
    run.isArmPresumed = true
  }
}

extension Arm {
  /// An arm within `bounds`, every value rounded towards less.
  init(
    armID: UInt32, actuatorMask: UInt8, bounds: Bounds, driveMax: Current,
    energisedMax: Interval, endMilliseconds: UInt32
  ) {
    self.init(
      armID: armID, actuatorMask: actuatorMask,
      frequencyMinCentihertz: UInt16(wireNotBelow: bounds.frequencyMin.hertz * 100),
      frequencyMaxCentihertz: UInt16(wire: bounds.frequencyMax.hertz * 100),
      amplitudeMaxMicrometers: UInt16(wire: bounds.amplitudeMax.millimeters * 1000),
      accelerationMaxMilligravities: UInt16(wire: bounds.accelerationMax.g * 1000),
      driveMaxTenthMilliamperes: UInt16(wire: driveMax.amperes * 10_000),
      energisedMaxMilliseconds: UInt32(wire: energisedMax),
      endMilliseconds: endMilliseconds)
  }
}

extension UInt16 {
  /// Rounds down and saturates; what is not a number is 0.
  ///
  /// A ten-thousandth is forgiven, so that a value that came from the wire goes back as it came.
  init(wire value: Float) {
    let raised = value * 1.000001 + 0.0001
    self = raised > 0 ? (raised < 65535 ? UInt16(raised) : 65535) : 0
  }

  /// Rounds up where `init(wire:)` rounds down.
  init(wireNotBelow value: Float) {
    let down = UInt16(wire: value)
    self = Float(down) < value - value * 1e-6 && down < .max ? down + 1 : down
  }
}

extension UInt32 {
  /// Whole milliseconds, saturated at both ends.
  init(wire interval: Interval) {
    let milliseconds = interval.milliseconds
    self = milliseconds > 0 ? (milliseconds < 0xFFFF_FFFF ? UInt32(milliseconds) : .max) : 0
  }
}
