// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Links
import Logging
import Quantities
import Sessions
import Synchronization

/// One device in the control plane: its supervisor, the calls that wait, and its lane to the tick.
///
/// Whoever calls holds the unit's lock for as long as the supervisor thinks and the ledger writes.
/// `stopNow` does not: a stop waits for nobody.
final class DeviceUnit: Sendable {
  /// What the lane's lease is worth while clients live on another clock than the device.
  private struct LeaseUse {
    var lease: LeaseID
    var connection: ConnectionID
    var lastUse: Instant
    /// A start that is not answered yet: its client waits and is not silent.
    var starting: RequestID?
  }

  private struct State {
    var supervisor: Supervisor
    var accounting: LedgerAccounting
    var waiting: [RequestID: CheckedContinuation<Sessions.Reply, any Error>] = [:]
    var lastRequest: UInt64 = 0
    var leaseUse: LeaseUse?
    /// What was last said about the wire.
    var link = LinkState(phase: .closed, generation: 0)
    var trouble = ""
  }

  let id: String
  /// How the device can be reached now.
  let facts: @Sendable () -> DeviceFacts
  let lane: DeviceLane
  private let clock: DaemonClock
  private let log: Logger
  private let state: Mutex<State>
  /// The number of the connection that drives, 0 for none; for those who may not wait for the lock.
  private let driver = Atomic<UInt64>(0)

  init(
    id: String, lane: DeviceLane, accounting: LedgerAccounting, clock: DaemonClock, log: Logger,
    facts: @escaping @Sendable () -> DeviceFacts
  ) {
    self.id = id
    self.facts = facts
    self.lane = lane
    self.clock = clock
    var log = log
    log[metadataKey: "device"] = "\(id)"
    self.log = log
    state = Mutex(
      State(supervisor: Supervisor(device: id, pace: Float(clock.speed)), accounting: accounting))
  }

  /// Stops at once, without waiting for the tick.
  ///
  /// Any thread; never waits.
  func stopNow(_ reason: StopReason) { lane.stop(reason) }

  var status: EngineStatus { lane.status }

  /// Whether a connection holds the lease of a session under way.
  ///
  /// Any thread; never waits.
  func isDriven(by connection: ConnectionID) -> Bool {
    driver.load(ordering: .acquiring) == connection.number && lane.status.isActive
  }

  /// Asks the supervisor; returns when it has granted, throws `SessionError` when it has not.
  func request(_ request: Sessions.Request, from connection: ConnectionID) async throws
    -> Sessions.Reply
  {
    try await withCheckedThrowingContinuation { continuation in
      state.withLock { state in
        state.lastRequest += 1
        let id = RequestID(state.lastRequest)
        state.waiting[id] = continuation
        note(request, id, from: connection, &state)
        let effects = state.supervisor.handle(
          request, id: id, from: connection, at: clock.moment, status: lane.status,
          accounting: &state.accounting)
        perform(effects, from: connection, &state)
      }
    }
  }

  func connectionClosed(_ connection: ConnectionID) {
    state.withLock { state in
      if state.leaseUse?.connection == connection { state.leaseUse = nil }
      let effects = state.supervisor.connectionClosed(
        connection, at: clock.moment, status: lane.status, accounting: &state.accounting)
      perform(effects, from: nil, &state)
    }
  }

  /// The connection that holds the lease.
  var leaseHolder: ConnectionID? { state.withLock { $0.supervisor.leaseHolder } }

  /// Takes what the engine has said; called every 10 ms of the daemon's clock.
  func tick() {
    state.withLock { state in
      reportLink(&state)
      keepLease(&state)
      var records: [EngineRecord] = []
      while let record = lane.nextRecord() { records.append(record) }
      let effects = state.supervisor.tick(
        at: clock.moment, status: lane.status, records: records, accounting: &state.accounting)
      perform(effects, from: nil, &state)
    }
  }

  /// Ends what may not go on by what is known of the person now.
  func reconsider() {
    state.withLock { state in
      let effects = state.supervisor.reconsider(
        at: clock.moment, status: lane.status, accounting: &state.accounting)
      perform(effects, from: nil, &state)
    }
  }

  func shutDown() {
    state.withLock { state in
      let effects = state.supervisor.shutDown(at: clock.moment)
      perform(effects, from: nil, &state)
    }
  }

  /// What is left of an interrupted session.
  func remainder(of session: String, for connection: ConnectionID) throws(SessionError) -> Remainder
  {
    try state.withLock { state throws(SessionError) in
      try state.supervisor.remainder(of: session, for: connection, at: clock.instant())
    }
  }

  var isQuiet: Bool { state.withLock { $0.supervisor.isQuiet } }

  /// Numbers and the words that belong to them, of one moment.
  func view() -> (status: EngineStatus, overview: SessionOverview, holder: ConnectionID?) {
    state.withLock { state in
      let status = lane.status
      return (status, state.supervisor.overview(status), state.supervisor.leaseHolder)
    }
  }

  func explanations() -> (EngineStatus, SessionOverview, [LimitExplanation]) {
    state.withLock { state in
      let status = lane.status
      return (
        status, state.supervisor.overview(status), state.supervisor.explanations(status)
      )
    }
  }

  private func perform(_ effects: [Effect], from connection: ConnectionID?, _ state: inout State) {
    driver.store(state.supervisor.leaseHolder?.number ?? 0, ordering: .releasing)
    for effect in effects {
      switch effect {
      case .engine(let command):
        if !lane.send(command) {
          log.error("The tick does not take commands any more, stopping.")
          lane.stop(.fault)
        }
      case .stop(let reason): lane.stop(reason)
      case .reply(let id, let reply):
        if case .lease(let lease, _) = reply, let connection {
          state.leaseUse = LeaseUse(lease: lease, connection: connection, lastUse: clock.instant())
        }
        answered(id, &state)
        state.waiting.removeValue(forKey: id)?.resume(returning: reply)
      case .fail(let id, let error):
        answered(id, &state)
        state.waiting.removeValue(forKey: id)?.resume(throwing: error)
      case .finished(let record, let failure): report(record, failure)
      case .notice(let text, let urgent):
        if urgent { log.critical("\(text)") } else { log.notice("\(text)") }
      }
    }
  }

  /// Says once what has become of the wire.
  private func reportLink(_ state: inout State) {
    let link = lane.port.state
    guard link != state.link else { return }
    let wasOpen = state.link.isOpen
    state.link = link
    guard !link.isOpen else {
      state.trouble = ""
      let facts = facts()
      log.notice("Connected by \(facts.transport), \(facts.path).")
      return
    }
    if let reason = link.distrust {
      log.error("Left alone, not trusted: \(reason.explanation) \(facts().wayOut)")
    } else if wasOpen {
      let number = link.errno == 0 ? "" : " (errno \(link.errno))"
      log.notice("Not connected any more, \(link)\(number).")
    } else {
      let trouble = facts().trouble
      // Trying again and again is no news.
      if !trouble.isEmpty, trouble != state.trouble { log.warning("\(trouble)") }
      state.trouble = trouble
    }
  }

  private func answered(_ id: RequestID, _ state: inout State) {
    guard state.leaseUse?.starting == id else { return }
    state.leaseUse?.starting = nil
    state.leaseUse?.lastUse = clock.instant()
  }

  private func report(_ record: SessionRecord, _ failure: String?) {
    let standstill =
      record.standstill.outcome == .confirmed
      ? ", standstill in \(record.standstill.ended.milliseconds) ms" : ""
    log.notice(
      "Session '\(record.session)' \(record.outcome.rawValue)\(standstill): \(record.reason)")
    if let failure { log.error("\(failure)") }
  }

  private func note(
    _ request: Sessions.Request, _ id: RequestID, from connection: ConnectionID,
    _ state: inout State
  ) {
    if case .start(let lease, _) = request, state.leaseUse?.lease == lease,
      state.leaseUse?.connection == connection
    {
      state.leaseUse?.starting = id
    }
    switch request {
    case .renew(let lease), .start(let lease, _), .stronger(let lease), .goOn(let lease),
      .resume(.some(let lease)), .setpoint(let lease, _), .answer(.some(let lease), _):
      if state.leaseUse?.lease == lease, state.leaseUse?.connection == connection {
        state.leaseUse?.lastUse = clock.instant()
      }
    case .resume(.none), .answer(.none, _):
      if state.leaseUse?.connection == connection { state.leaseUse?.lastUse = clock.instant() }
    case .release: if state.leaseUse?.connection == connection { state.leaseUse = nil }
    case .acquire, .pause, .soften, .pain, .stop, .clear: return
    }
  }

  /// On a virtual clock a client's second is not the device's.
  ///
  /// The lease is renewed here for as long as its client has used it within what is left of one
  /// second at the pace of the wall, so that it ends one such second after the client's last sign of
  /// life at any speed, and on a machine that is too slow for the speed, not before.
  private func keepLease(_ state: inout State) {
    guard clock.speed > 1, let use = state.leaseUse else { return }
    guard state.supervisor.leaseHolder == use.connection else {
      state.leaseUse = nil
      return
    }
    let silence = clock.instant() - use.lastUse
    guard use.starting != nil || Double(silence.nanoseconds) < (clock.speed - 1) * 1e9 else {
      return
    }
    // Nobody waits for this reply.
    let effects = state.supervisor.handle(
      .renew(use.lease), id: RequestID(0), from: use.connection, at: clock.moment,
      status: lane.status, accounting: &state.accounting)
    perform(effects, from: nil, &state)
  }
}
