// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities
import Regulation

extension Engine {
  /// Begins to come to rest; from now on no setpoint leaves.
  mutating func beginHalt(
    _ lane: Halt.Lane, after: Halt.After, _ reason: StopReason, _ outbox: inout EngineOutbox
  ) {
    if lane == .stop, !halt.isStopping { stopCounter &+= 1 }
    halt.begin(
      lane, after: after, reason: reason, stopID: stopCounter, at: now, device: deviceNow)
    if run.mode != .none { run.enter(.halting, at: now) }
    status.standstill = StandstillResult(outcome: .waiting, ended: .zero, confirmed: .zero)
    outbox.flushSetpoints = true
    outbox.setpoint = nil
    for index in indices { controls[index].rest() }
  }

  /// The stop lane, with or without a session; a stop under way is not begun anew.
  mutating func beginStop(_ reason: StopReason, _ outbox: inout EngineOutbox) {
    if halt.isStopping { return }
    beginHalt(.stop, after: .end, reason, &outbox)
  }

  /// Repeats what asks for standstill until it is reported.
  mutating func comeToRest(_ outbox: inout EngineOutbox) {
    guard halt.isActive else { return }
    if isStillByTelemetry() { return cameToRest(byTelemetry: true, nil, &outbox) }
    if halt.isOverdue(at: now) { overdue(&outbox) }
    guard halt.isActive, halt.isDue(at: now), talk.stage != .absent else { return }
    switch halt.lane {
    case .stop:
      halt.lastSent = now
      outbox.flushSetpoints = true
      outbox.stop = Outbound(
        message: .stop(Stop(stopID: halt.stopID, reason: halt.stopReason)),
        sequence: courier.number())
    case .disarm:
      guard outbox.acceptsOther, run.armID != 0 else { return }
      halt.lastSent = now
      outbox.send(.disarm(Disarm(armID: run.armID)), sequence: courier.number())
    }
  }

  /// Whether measurements from after the decision say that all is still.
  // Mutating, since a getter would copy the whole engine.
  private mutating func isStillByTelemetry() -> Bool {
    // An arm that is still on its way may yet move what looks still, and a clear take the latch away.
    guard courier.kind != .arm, courier.kind != .clear, halt.clockKnown,
      let measured = measuredAt(),
      talk.stage == .ready, status.now - measured < Limits.telemetryFreezes
    else { return false }
    var since = Int32.max
    for index in indices {
      since = min(since, sinceHalt(index))
      guard controls[index].watch.latest.flags.contains(.standstill) else { return false }
    }
    guard since >= 3 else { return false }
    switch status.deviceState {
    case .idle, .latched:
      // A stop has arrived only when its latch shows; else the device may just not know it yet.
      return halt.lane == .disarm
        || (status.latches & LatchCause.stopCommand.mask != 0 && since >= 100)
    case .selfTest, .armed, .running, .lifted, .ramping, .braking: return false
    }
  }

  /// Milliseconds of the device's clock from the decision to an actuator's newest measurement.
  private mutating func sinceHalt(_ index: Int) -> Int32 {
    Int32(bitPattern: controls[index].watch.latest.clockMilliseconds &- halt.beganDevice)
  }

  mutating func heard(_ standstill: Standstill, _ outbox: inout EngineOutbox) {
    guard halt.isActive, halt.lane == .stop, standstill.stopID == halt.stopID else { return }
    switch standstill.phase {
    case .stopping: return
    // A clear from before the stop may yet take its latch away; a repetition is answered again.
    case .confirmed where courier.kind == .clear: return
    case .confirmed: cameToRest(byTelemetry: false, standstill, &outbox)
    case .unconfirmed: if !halt.isUnconfirmed { unconfirmed(&outbox) }
    }
  }

  /// A clear that left before a stop came after it and took the latch of both: the stop is told anew.
  mutating func clearHappened() {
    guard halt.isActive, halt.lane == .stop else { return }
    stopCounter &+= 1
    halt.renumber(stopCounter)
  }

  private mutating func cameToRest(
    byTelemetry: Bool, _ report: Standstill?, _ outbox: inout EngineOutbox
  ) {
    let confirmed = now - halt.began
    var ended = max(confirmed - Limits.standstillFor, .zero)
    if halt.clockKnown {
      if let report {
        // The device heard the stop this long before its report, and measured from there.
        let heard =
          report.clockMilliseconds &- UInt32(report.confirmedMilliseconds) &- halt.beganDevice
        ended = .milliseconds(
          Int64(max(0, Int32(bitPattern: heard))) + Int64(report.endedMilliseconds))
      } else if byTelemetry {
        var quiet: Int32 = 0
        for index in indices { quiet = max(quiet, sinceHalt(index)) }
        ended = max(.milliseconds(Int64(quiet)) - Limits.standstillFor, .zero)
      }
    }
    status.standstill = StandstillResult(
      outcome: .confirmed, ended: min(ended, confirmed), confirmed: confirmed)
    note(.standstill(status.standstill), &outbox)
    halt.finish()
    run.isArmed = false
    run.lastDriven = nil
    reportEnergised(&outbox)
    if run.mode == .halting { follow(&outbox) }
  }

  private mutating func overdue(_ outbox: inout EngineOutbox) {
    switch halt.lane {
    case .disarm:
      // A disarm that does not lead to standstill is a fault: now by the lane that latches.
      if run.endReason == .none { run.endReason = .deviceNonsense }
      if finalPhase != .stopped { finalPhase = .interrupted }
      beginHalt(.stop, after: .end, .fault, &outbox)
    case .stop:
      unconfirmed(&outbox)
    }
  }

  private mutating func unconfirmed(_ outbox: inout EngineOutbox) {
    halt.isUnconfirmed = true
    status.standstill = StandstillResult(
      outcome: .unconfirmed, ended: .zero, confirmed: now - halt.began)
    note(.standstill(status.standstill), &outbox)
    run.isArmed = false
    if run.mode == .halting { endSession(&outbox) }
  }

  /// What comes after standstill.
  private mutating func follow(_ outbox: inout EngineOutbox) {
    switch halt.after {
    case .pause: run.enter(.paused, at: now)
    case .nextSegment, .move: run.enter(entryMode, at: now)
    case .end: endSession(&outbox)
    }
  }

  private mutating func endSession(_ outbox: inout EngineOutbox) {
    reportEnergised(&outbox)
    status.reason = run.endReason
    note(.ended(session: status.session, reason: run.endReason, at: now), &outbox)
    if let program = run.program { note(.released(program: program.number), &outbox) }
    run.program = nil
    run.enter(.none, at: now)
  }

  mutating func reportEnergised(_ outbox: inout EngineOutbox) {
    guard run.unreported > .zero else { return }
    // What finds no place is told with the next one.
    if outbox.note(.energised(segment: run.armedSegment, delta: run.unreported)) {
      run.unreported = .zero
    }
  }
}
