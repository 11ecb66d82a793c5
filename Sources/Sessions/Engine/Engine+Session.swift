// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities

extension Engine {
  /// Without credit for this long the session ends.
  static var creditPatience: Interval { .seconds(Int64(2)) }
  /// Kept back at the end of a credit or a cap: what a ramp and the measurement's delay deliver.
  static var creditReserve: Interval { .milliseconds(300) }
  /// A pause longer than this ends the session; the tissue has cooled and the place is lost.
  static var pauseMax: Interval { .seconds(Int64(300)) }
  /// A segment whose credit ends with less than this of its plan left has come to its end.
  static var creditRemainder: Interval { .seconds(Int64(1)) }
  /// The device latches when contact stays lost; so long after that the host does not wait for it.
  static var contactPatience: Interval { Limits.liftedMaximum + .milliseconds(500) }
  static var armPatience: Interval { .seconds(Int64(2)) }
  static var armAttemptsMax: UInt8 { 3 }
  /// How far beyond the planned end an arm reaches, for lifts and waits for credit.
  static var armSlack: Interval { .seconds(Int64(60)) }
  /// Contact must be away and back this long before a move counts as made.
  static var contactAway: Interval { .milliseconds(300) }
  static var contactBack: Interval { .seconds(Int64(1)) }

  /// What must hold whatever the program says.
  mutating func watchOver(_ outbox: inout EngineOutbox) {
    let mayMove = run.isArmed || halt.isActive
    for index in indices where talk.stage == .ready && controls[index].watch.hasTelemetry {
      if let reason = controls[index].watch.contradicts(armed: mayMove, now: now) {
        return quarantine(reason, &outbox)
      }
    }
    disown(&outbox)
    guard isSessionActive, !isStopping else { return }
    if now >= run.leaseUntil {
      return interrupt(.leaseExpired, .leaseEnded, &outbox)
    }
    if telemetryAge() >= Limits.telemetryEnds {
      return interrupt(.telemetryStale, .telemetryStale, &outbox)
    }
    for index in indices where run.isArmed && controls[index].watch.sensorFails(now: now) {
      return interrupt(.sensorFault, .fault, &outbox)
    }
    if status.deviceState == .latched, run.mode != .halting {
      return interrupt(.deviceLatched, .fault, lane: .disarm, &outbox)
    }
    if run.isArmed, run.mode == .driving { watchArm(&outbox) }
  }

  /// Ends an arm that the device granted after nobody waited for it any more.
  private mutating func disown(_ outbox: inout EngineOutbox) {
    guard talk.stage == .ready, !run.isArmed, !halt.isActive, courier.kind != .arm,
      status.deviceState == .armed, outbox.acceptsOther,
      now - halt.lastDisowned >= Halt.repeatEvery, let number = arms.next()
    else { return }
    halt.lastDisowned = now
    outbox.send(.disarm(Disarm(armID: number)), sequence: courier.number())
  }

  /// The device may have disarmed by itself, and the event that said so may be lost.
  private mutating func watchArm(_ outbox: inout EngineOutbox) {
    for index in indices {
      let clock = controls[index].watch.latest.clockMilliseconds
      guard Int32(bitPattern: clock &- run.armedDevice) > 5 else { return }
    }
    if let reason = unfollowed() { return interrupt(reason, .fault, &outbox) }
    switch status.deviceState {
    case .armed, .running, .lifted: return
    case .latched: interrupt(.deviceLatched, .fault, lane: .disarm, &outbox)
    case .idle, .ramping, .braking: interrupt(.deviceSilence, .fault, lane: .disarm, &outbox)
    case .selfTest: interrupt(.deviceReset, .fault, lane: .disarm, &outbox)
    }
  }

  /// Why what is commanded is not what is measured, when that has lasted too long.
  private mutating func unfollowed() -> EndReason? {
    if status.deviceState == .lifted {
      let since = run.liftedSince ?? now
      run.liftedSince = since
      if now - since >= Self.contactPatience { return .contactLost }
    } else {
      run.liftedSince = nil
    }
    let share = Float(derating) * 0.001
    for index in indices where run.covers(index) {
      let commanded = status.actuators[index]
      switch controls[index].watch.follows(
        commanded.commandedDrive * share, commanded.commandedAmplitude * share,
        model: controls[index].model, now: now)
      {
      case .follows: continue
      case .measuresNothing: return .sensorFault
      case .standsStill:
        // Setpoints of ours are void there: the arm that stands is another one.
        if run.isArmPresumed { return .armUnanswered }
      }
    }
    return nil
  }

  /// One tick of the program.
  mutating func advance(_ outbox: inout EngineOutbox) {
    resolveUncertain(&outbox)
    switch run.mode {
    case .none, .halting: return
    case .arming: arm(&outbox)
    case .driving: drive(&outbox)
    case .moving: awaitMove(&outbox)
    case .asking: awaitAnswer(&outbox)
    case .paused:
      if now - run.modeBegan >= Self.pauseMax { finish(.pausedTooLong, &outbox) }
    }
  }

  private mutating func awaitMove(_ outbox: inout EngineOutbox) {
    guard let program = run.program else { return }
    let step = program.step(run.index)
    if now - run.modeBegan >= step.duration { return finish(.moveTimedOut, &outbox) }
    if !isTouching() {
      if run.contactLostAt == nil || run.contactBackAt != nil { run.contactLostAt = now }
      run.contactBackAt = nil
    } else if let lost = run.contactLostAt {
      if run.contactBackAt == nil {
        // Too short to have been lifted to another place.
        if now - lost < Self.contactAway {
          run.contactLostAt = nil
        } else {
          run.contactBackAt = now
        }
      }
    }
    let isBack = run.contactBackAt.map { now - $0 >= Self.contactBack } ?? false
    guard run.goOn || isBack else { return }
    let next = program.successor(run.index)
    guard next < program.stepCount else { return complete(&outbox) }
    enterStep(next, carrying: .zero)
    run.enter(entryMode, at: now)
  }

  mutating func enterStep(_ index: Int32, carrying: Interval) {
    guard let program = run.program else { return }
    run.index = index
    run.stepElapsed = carrying
    run.remaining = max(program.rest(index).program - carrying, .zero)
    let segment = program.step(index).segment
    if segment != run.segment {
      run.segment = segment
      run.segmentEnergised = .zero
    }
  }

  /// The program has come to its end.
  mutating func complete(_ outbox: inout EngineOutbox) { finish(.completed, &outbox) }

  /// Ends the session with a disarm, nothing latched.
  mutating func finish(_ reason: EndReason, _ outbox: inout EngineOutbox) {
    guard run.mode != .halting || halt.after != .end else { return }
    run.endReason = reason
    let isPlanned = reason == .completed || reason == .released
    finalPhase = isPlanned ? .ended : .interrupted
    beginHalt(.disarm, after: .end, isPlanned ? .programEnded : .limit, &outbox)
  }

  /// Ends the session for something nobody asked for.
  mutating func interrupt(
    _ reason: EndReason, _ stopReason: StopReason, lane: Halt.Lane = .stop,
    _ outbox: inout EngineOutbox
  ) {
    if run.mode == .halting, halt.after == .end {
      // Already ending; only a stop may still take the place of a disarm.
      if lane == .stop, halt.lane == .disarm { beginHalt(.stop, after: .end, stopReason, &outbox) }
      return
    }
    run.endReason = reason
    finalPhase = .interrupted
    beginHalt(lane, after: .end, stopReason, &outbox)
  }

  /// A stop from outside.
  mutating func stop(_ reason: StopReason, _ outbox: inout EngineOutbox) {
    if isSessionActive, !(run.mode == .halting && halt.after == .end && halt.lane == .stop) {
      run.endReason = EndReason(reason)
      finalPhase = reason == .user ? .stopped : .interrupted
    }
    beginStop(reason, &outbox)
  }

  /// Whether the session is on its way to its end by the stop lane.
  var isStopping: Bool { run.mode == .halting && halt.after == .end }
}

extension EndReason {
  init(_ reason: StopReason) {
    switch reason {
    case .user: self = .stopped
    case .leaseEnded: self = .leaseExpired
    case .clientGone: self = .clientGone
    case .shutdown: self = .shutdown
    case .fault: self = .deviceNonsense
    case .programEnded: self = .completed
    case .limit: self = .limit
    case .telemetryStale: self = .telemetryStale
    case .hostGap: self = .hostGap
    }
  }
}
