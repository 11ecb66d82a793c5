// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

extension Supervisor {
  /// Takes in one thing the engine has said.
  mutating func take<A: Accounting>(
    _ record: EngineRecord, _ now: Moment, _ status: EngineStatus, _ accounting: inout A,
    _ effects: inout [Effect]
  ) {
    switch record {
    case .phase(let phase, _, _): entered(phase, &effects)
    case .sample(let sample): session?.add(sample)
    case .energised(let segment, let delta): session?.add(energised: delta, segment: segment)
    case .standstill(let result):
      session?.standstill = result
      if result.outcome == .unconfirmed {
        effects.append(.notice(unconfirmed.message, urgent: true))
      }
      answerStops(result, &effects)
    case .command(let kind, let result):
      if result == .uncertain {
        effects.append(
          .notice("'\(device)' has not answered '\(kind)'; finding out.", urgent: false))
      }
      if kind == .clear { answerClear(result, status, &effects) }
    case .event(let event):
      if event.code == .cleared { latches.removeAll { $0.number == event.latch } }
    case .latched(let number, let cause):
      guard let cause = LatchCause(rawValue: cause) else { return }
      let latch = LatchView(number: number, cause: cause)
      // Event, telemetry and condition tell the same; once is enough.
      guard !latches.contains(latch) else { return }
      latches.removeAll { $0.number == number || $0.cause == cause }
      latches.append(latch)
      effects.append(
        .notice("'\(device)' latched \(number): \(cause.explanation)", urgent: false))
    case .identified(let bootID, let cause):
      // Another boot counts its latches anew.
      if bootID != boot { latches.removeAll() }
      boot = bootID
      effects.append(
        .notice("'\(device)' is there, boot \(bootID) after \(cause).", urgent: false))
    case .quarantined(let reason):
      effects.append(
        .notice("'\(device)' is not trusted: \(reason.explanation)", urgent: true))
    case .ended(let number, let reason, _):
      ended(number, reason, now, status, &accounting, &effects)
    case .released(let program):
      images[program] = nil
    }
  }

  /// The first phase beyond arming answers the call that started.
  private mutating func entered(_ phase: EnginePhase, _ effects: inout [Effect]) {
    guard var active = session else { return }
    switch phase {
    case .running, .lifted, .moving, .resting, .asking:
      active.hasBegun = true
      if let starter = active.starter {
        effects.append(
          .reply(starter, .started(session: active.name, program: active.program)))
      }
      active.starter = nil
      session = active
    case .idle, .arming, .paused, .stopping, .stopped, .ended, .interrupted: return
    }
  }

  private mutating func ended<A: Accounting>(
    _ number: UInt32, _ reason: EndReason, _ now: Moment, _ status: EngineStatus,
    _ accounting: inout A, _ effects: inout [Effect]
  ) {
    guard var active = session, active.number == number else { return }
    session = nil
    if status.session == number { active.complete(to: status.energised, segment: status.segment) }
    if let starter = active.starter {
      effects.append(.fail(starter, startError(reason, status)))
    }
    keepRest(of: active, reason, now, status)
    settle(active, reason: reason, now, &accounting, &effects)
  }

  /// What an unplug has cut off may be gone on with, by whoever started it.
  private mutating func keepRest(
    of active: ActiveSession, _ reason: EndReason, _ now: Moment, _ status: EngineStatus
  ) {
    guard active.hasBegun, Remainder.follows(reason), status.session == active.number,
      status.remaining >= Remainder.least,
      !active.program.isLive, active.program.isStraight
    else { return }
    remainder = Remainder(
      session: active.name, connection: active.connection, undertaking: active.undertaking,
      remaining: status.remaining, factor: active.factor, pain: status.pain, ended: now.instant)
  }

  /// What is left of an interrupted session, for its own user and as long as it is fresh.
  public func remainder(
    of session: String, for connection: ConnectionID, at now: Instant
  ) throws(SessionError) -> Remainder {
    guard let remainder, remainder.session == session,
      now - remainder.ended <= Remainder.life,
      remainder.connection == connection || remainder.connection.isSameUser(as: connection)
    else {
      throw .notRunning(
        message:
          "Nothing is left of session '\(session)' to go on with: it was not interrupted, ended more than \(Remainder.life.milliseconds / 60_000) min ago, or was somebody else's. Start anew with 'tonus run'."
      )
    }
    return remainder
  }

  private func startError(_ reason: EndReason, _ status: EngineStatus) -> SessionError {
    switch reason {
    case .deviceLatched:
      .latched(
        message: "'\(device)' latched before it moved. \(reasonText(reason))",
        latches: latchViews(status))
    case .deviceLost, .telemetryStale, .deviceReset:
      .deviceLost(
        message: "'\(device)' was lost before it moved. \(reason.explanation)", device: device)
    case .armUnanswered:
      .uncertain(
        message:
          "'\(device)' did not answer when it was armed, and was disarmed; try again, and check the cable."
      )
    case .leaseExpired: expired
    case .none, .completed, .stopped, .clientGone, .released, .shutdown, .noCredit,
      .moveTimedOut, .hostGap, .deviceSilence, .armEnded, .deviceNonsense, .armRefused, .limit,
      .contactLost, .pausedTooLong, .sensorFault, .streamSilent:
      .deviceRefused(
        message: "'\(device)' did not start. \(reason.explanation) Try again.", device: device)
    }
  }
}
