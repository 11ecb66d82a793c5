// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities

extension Supervisor {
  /// Waiters are told by then, whatever the engine says: its own second, a ramp's and ours.
  static var stopPatience: Interval { .milliseconds(2500) }
  static var clearPatience: Interval { .seconds(Int64(2)) }

  mutating func stop(_ reason: StopReason, _ id: RequestID, _ now: Moment, _ status: EngineStatus)
    -> [Effect]
  {
    // A person's stop leaves nothing to go on with.
    remainder = nil
    if status.conversation == .absent, session == nil {
      return [
        .stop(reason),
        .fail(
          id,
          .deviceLost(
            message:
              "'\(device)' is not connected, so nothing can be told to stop; if it moves, take it off your body and unplug it.",
            device: device)),
      ]
    }
    stopWaiters.append(StopWaiter(request: id, since: now.instant, reason: reason))
    return [.stop(reason)]
  }

  mutating func answerStops(_ result: StandstillResult, _ effects: inout [Effect]) {
    for waiter in stopWaiters {
      switch result.outcome {
      case .confirmed:
        effects.append(
          .reply(
            waiter.request,
            .standstill(result, reason: EndReason(waiter.reason).explanation)))
      case .unconfirmed:
        effects.append(.fail(waiter.request, unconfirmed))
      case .none, .waiting: return
      }
    }
    stopWaiters.removeAll()
  }

  var unconfirmed: SessionError {
    .standstillUnconfirmed(
      message:
        "'\(device)' has not reported standstill within 1 s: take it off your body and unplug it.")
  }

  mutating func clear(
    _ number: UInt16, _ cause: LatchCause, _ id: RequestID, _ now: Moment, _ status: EngineStatus
  ) throws(SessionError) -> [Effect] {
    if let active = session {
      throw .deviceBusy(
        message: "'\(device)' is in a session, and nothing is cleared before it has ended.",
        device: device, holder: active.name)
    }
    guard status.conversation == .ready else {
      throw .deviceLost(
        message: "'\(device)' is not connected or not ready; plug it in and try again.",
        device: device)
    }
    let known = latchViews(status)
    guard let latch = known.first(where: { $0.number == number && $0.cause == cause }) else {
      let names = known.map { "\($0.number) \($0.cause)" }.joined(separator: ", ")
      throw .latchMismatch(
        message:
          "'\(device)' has no latch \(number) \(cause); latched are: \(names.isEmpty ? "none" : names)."
      )
    }
    guard !cause.needsPowerCycle else {
      throw .latched(
        message: "Latch \(number) cannot be cleared from here. \(cause.explanation)",
        latches: known)
    }
    guard clearWaiter == nil, status.uncertain == nil else {
      throw .uncertain(
        message: "'\(device)' has not answered the last command yet; try again in a second.")
    }
    clearWaiter = ClearWaiter(request: id, since: now.instant, latch: latch)
    return [.engine(.clear(latch: number, cause: cause))]
  }

  mutating func answerClear(
    _ result: CommandResult, _ status: EngineStatus, _ effects: inout [Effect]
  ) {
    guard let waiter = clearWaiter else { return }
    switch result {
    case .uncertain: return
    case .acknowledged, .resolved(happened: true):
      latches.removeAll { $0 == waiter.latch }
      effects.append(.reply(waiter.request, .done))
    case .resolved(happened: false):
      effects.append(
        .fail(
          waiter.request,
          .uncertain(
            message:
              "Clearing latch \(waiter.latch.number) of '\(device)' was not heard; try again.")))
    case .failed(.causePersists):
      effects.append(
        .fail(
          waiter.request,
          .latched(
            message:
              "Latch \(waiter.latch.number) of '\(device)' stays, for its cause is still there: \(waiter.latch.explanation)",
            latches: latchViews(status))))
    case .failed(.wrongLatch):
      effects.append(
        .fail(
          waiter.request,
          .latchMismatch(
            message:
              "'\(device)' does not know latch \(waiter.latch.number) \(waiter.latch.cause); ask for its state again."
          )))
    case .failed(let answer):
      effects.append(
        .fail(
          waiter.request,
          .deviceRefused(
            message:
              "'\(device)' did not clear latch \(waiter.latch.number) (\(answer)); \(waiter.latch.explanation)",
            device: device)))
    }
    clearWaiter = nil
  }

  mutating func giveUpWaiting(_ now: Moment, _ effects: inout [Effect]) {
    for waiter in stopWaiters where now.instant - waiter.since >= Self.stopPatience {
      effects.append(.fail(waiter.request, unconfirmed))
    }
    stopWaiters.removeAll { now.instant - $0.since >= Self.stopPatience }
    if let waiter = clearWaiter, now.instant - waiter.since >= Self.clearPatience {
      clearWaiter = nil
      effects.append(
        .fail(
          waiter.request,
          .uncertain(
            message:
              "'\(device)' has not said whether latch \(waiter.latch.number) is cleared; ask for its state."
          )))
    }
  }
}
