// SPDX-License-Identifier: Apache-2.0
import Envelope
import Quantities

extension Supervisor {
  /// Charged at once, and granted at once: so much is lost to the person when the daemon dies.
  static var slice: Interval { .seconds(Int64(5)) }
  /// The next slice is charged when less than this is left, longer than a slow disk takes.
  static var refill: Interval { .seconds(Int64(3)) }
  /// Beyond the plan, where the allowance leaves room: for the ramp at the end and for what the engine
  /// keeps back.
  static var tail: Interval { .seconds(Int64(2)) }

  /// Charges the next slice of a segment; returns what is granted to it in total.
  func charge<A: Accounting>(
    _ active: inout ActiveSession, segment: Int32, _ now: Moment, _ accounting: inout A
  ) throws -> Interval {
    let proved = active.program.segments[Int(segment)]
    let side = proved.zoneSide
    let granted = active.granted[segment] ?? .zero
    let charged = active.charged[side] ?? .zero
    let wanted = active.planned(segment) + Self.tail - granted
    // The tail may not carry a zone-side or the session over what it is allowed.
    let sessionLeft = active.charged.values.reduce(Limits.sessionEnergisedMaximum) { $0 - $1 }
    let allowed = min((active.allowance[side] ?? .zero) - charged, sessionLeft)
    // Whole milliseconds, as a ledger counts them.
    let amount = Interval.milliseconds(min(Self.slice, wanted, allowed).milliseconds)
    guard amount > .zero else { return granted }
    try accounting.charge(
      session: active.name, zoneSide: side, energised: amount,
      handPoints: handEstimate(proved, amount) * Float(active.program.actuatorMask.nonzeroBitCount),
      at: now.wall)
    active.charged[side] = charged + amount
    active.granted[segment] = granted + amount
    return granted + amount
  }

  /// Points that a hand gets of one actuator at worst (those of several add, being squares), by the assumed transfer from head to handle.
  private func handEstimate(_ segment: ProvedSegment, _ duration: Interval) -> Float {
    let bounds = segment.limits.bounds
    let peak = bounds.accelerationMax * Limits.assumedHandleTransfer
    return HandWeighting.points(
      HandWeighting.weighted(peak: peak, at: bounds.frequencyMax), over: duration)
  }

  mutating func grantCredit<A: Accounting>(
    _ now: Moment, _ status: EngineStatus, _ accounting: inout A, _ effects: inout [Effect]
  ) {
    guard var active = session, status.session == active.number, status.isActive,
      status.phase != .stopping || status.reason == .none, active.storageFailure == nil,
      active.program.segments.indices.contains(Int(status.segment)), !isShuttingDown
    else { return }
    let granted = active.granted[status.segment] ?? .zero
    let left = granted - status.segmentEnergised
    // The engine knows the credit of one segment at a time: tell it again when it has moved on.
    if granted > .zero, status.segmentCredit < granted {
      effects.append(.engine(.credit(segment: status.segment, total: granted)))
    }
    guard left < Self.refill else { return }
    do {
      try requireStill(&active, now, status, &accounting)
      let total = try charge(&active, segment: status.segment, now, &accounting)
      if total > granted {
        effects.append(.engine(.credit(segment: status.segment, total: total)))
      }
    } catch {
      end(&active, by: storageFailed(error), &effects)
    }
    session = active
  }

  /// Writes down what was delivered and closes the session.
  mutating func settle<A: Accounting>(
    _ active: ActiveSession, reason: EndReason, _ now: Moment, _ accounting: inout A,
    _ effects: inout [Effect]
  ) {
    let record = SessionRecord(
      session: active.name, subject: active.undertaking.subject, device: device,
      simulated: active.simulated, title: active.undertaking.title, started: active.started,
      ended: now.wall, outcome: outcome(reason, active),
      reason: reason == .noCredit
        ? active.storageFailure ?? reasonText(reason)
        : reasonText(reason, isLive: active.program.isLive),
      zones: zip(active.program.segments, active.tallies).map { $1.zone($0) },
      energised: active.tallies.reduce(.zero) { $0 + $1.energised },
      handPoints: active.tallies.reduce(0) { $0 + $1.hand.points },
      standstill: active.standstill, curve: active.curve, said: active.said)
    last = record
    lastPublicReason =
      reason == .noCredit && active.storageFailure != nil ? Self.withheld : record.reason
    let deliveries = active.charged.keys.sorted { "\($0)" < "\($1)" }.map { side in
      let (energised, points) = active.delivered(side)
      return UnwrittenEnd.Delivery(zoneSide: side, energised: energised, handPoints: points)
    }
    let failure = write(record, deliveries, now, &accounting)
    effects.append(.finished(record, storageFailed: failure?.message))
  }

  private func outcome(_ reason: EndReason, _ active: ActiveSession) -> SessionRecord.Outcome {
    switch reason {
    case .completed: return .completed
    // A stream ends when its client lets go; a program that is let go of has not run to its end.
    case .released: return active.program.isLive ? .completed : .stopped
    case .stopped, .shutdown: return .stopped
    case .none, .leaseExpired, .clientGone, .noCredit, .moveTimedOut, .telemetryStale, .hostGap,
      .deviceLatched, .deviceSilence, .armEnded, .deviceReset, .deviceLost, .deviceNonsense,
      .armRefused, .armUnanswered, .limit, .contactLost, .pausedTooLong, .sensorFault,
      .streamSilent:
      return active.hasBegun ? .interrupted : .failed
    }
  }

  func reasonText(_ reason: EndReason, isLive: Bool = false) -> String {
    if isLive {
      // There is no program whose end these could be.
      if reason == .released { return "The client ended its stream." }
      if reason == .completed { return "The stream's time is over." }
    }
    guard reason == .deviceLatched, let latch = latches.last else { return reason.explanation }
    return latch.explanation
  }
}
