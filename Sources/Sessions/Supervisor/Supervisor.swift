// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities

/// Decides what clients may do with one device, and keeps the session's books.
///
/// Pure: requests and ticks in, effects out. The caller performs the effects in order, hands the
/// engine's records to `tick` in order, and calls `tick` at least every 20 ms.
public struct Supervisor: Sendable {
  /// The device's name, as in `ListDevices`.
  public let device: String
  /// Seconds of the device's clock in a second of its clients': 1 but for a simulation in a hurry.
  let pace: Float

  struct Lease: Hashable, Sendable {
    var id: LeaseID
    var connection: ConnectionID
    var expires: Instant
  }
  struct StopWaiter: Hashable, Sendable {
    var request: RequestID
    var since: Instant
    var reason: StopReason
  }
  struct ClearWaiter: Hashable, Sendable {
    var request: RequestID
    var since: Instant
    var latch: LatchView
  }

  var lease: Lease?
  var leaseCounter: UInt64 = 0
  var sessionCounter: UInt32 = 0
  var session: ActiveSession?
  /// The last session's end, for those who look afterwards.
  var last: SessionRecord?
  /// Why it ended, without what is known of the person.
  var lastPublicReason: String?
  /// Ends of sessions that the ledger has not taken yet.
  var unwritten: [UnwrittenEnd] = []
  /// What may be gone on with.
  var remainder: Remainder?
  var images: [UInt32: ProgramImage] = [:]
  var stopWaiters: [StopWaiter] = []
  var clearWaiter: ClearWaiter?
  var latches: [LatchView] = []
  /// The boot they are of.
  var boot: UInt32?
  var isShuttingDown = false

  /// - Parameter pace: seconds of the clock that `Moment` tells in a second of the clients', from 1.
  public init(device: String, pace: Float = 1) {
    self.device = device
    self.pace = pace
  }

  /// Handles one request of a connection; the reply may come with a later call.
  public mutating func handle<A: Accounting>(
    _ request: Request, id: RequestID, from connection: ConnectionID, at now: Moment,
    status: EngineStatus, accounting: inout A
  ) -> [Effect] {
    // A lease that has run out since the last tick is nobody's, and what it drove stops.
    var effects: [Effect] = []
    expireLease(now, &effects)
    do {
      effects += try grant(request, id, connection, now, status, &accounting)
    } catch {
      effects.append(.fail(id, error))
    }
    return effects
  }

  private mutating func grant<A: Accounting>(
    _ request: Request, _ id: RequestID, _ connection: ConnectionID, _ now: Moment,
    _ status: EngineStatus, _ accounting: inout A
  ) throws(SessionError) -> [Effect] {
    switch request {
    case .acquire: return try acquire(id, connection, now)
    case .renew(let lease): return try renew(lease, id, connection, now)
    case .release(let lease): return try release(lease, id, connection, now)
    case .start(let lease, let undertaking):
      return try start(undertaking, lease, id, connection, now, status, &accounting)
    case .stop(let reason): return stop(reason, id, now, status)
    case .pause: return try pause(id)
    case .resume(let lease): return try resume(lease, id, connection, now, status)
    case .soften: return try soften(id)
    case .stronger(let lease): return try stronger(lease, id, connection, now)
    case .goOn(let lease): return try goOn(lease, id, connection, now)
    case .answer(let lease, let number):
      return try answer(number, lease, id, connection, now, status)
    case .pain(let number): return try report(pain: number, id, connection, now, status)
    case .setpoint(let lease, let setpoint):
      return try take(setpoint, lease, id, connection, now, status)
    case .clear(let latch, let cause): return try clear(latch, cause, id, now, status)
    }
  }

  /// A connection has closed: its lease ends, and what it drives stops.
  public mutating func connectionClosed<A: Accounting>(
    _ connection: ConnectionID, at now: Moment, status: EngineStatus, accounting: inout A
  ) -> [Effect] {
    guard lease?.connection == connection else { return [] }
    lease = nil
    return session == nil ? [] : [.stop(.clientGone)]
  }

  /// Time has passed and the engine has said this.
  public mutating func tick<A: Accounting>(
    at now: Moment, status: EngineStatus, records: [EngineRecord], accounting: inout A
  ) -> [Effect] {
    var effects: [Effect] = []
    for record in records { take(record, now, status, &accounting, &effects) }
    latches.removeAll { status.latches & $0.cause.mask == 0 }
    writeAgain(now, &accounting)
    expireLease(now, &effects)
    expireAnswers(now, status, &accounting, &effects)
    grantCredit(now, status, &accounting, &effects)
    passOn(now, &effects)
    giveUpWaiting(now, &effects)
    return effects
  }

  /// The daemon ends: stop, and grant nothing any more.
  ///
  /// Ready to exit when `isQuiet`.
  public mutating func shutDown(at now: Moment) -> [Effect] {
    isShuttingDown = true
    lease = nil
    return session == nil ? [] : [.stop(.shutdown)]
  }

  /// Nothing runs, nothing waits to be recorded or answered; a full disk keeps no daemon from its end.
  public var isQuiet: Bool {
    session == nil && stopWaiters.isEmpty && clearWaiter == nil
      && (unwritten.isEmpty || isShuttingDown)
  }

  /// The connection that holds the lease.
  public var leaseHolder: ConnectionID? { lease?.connection }

  private func pause(_ id: RequestID) throws(SessionError) -> [Effect] {
    guard session != nil else { throw notRunning("pause") }
    return [.engine(.pause), .reply(id, .done)]
  }

  private mutating func soften(_ id: RequestID) throws(SessionError) -> [Effect] {
    guard var active = session else { throw notRunning("soften") }
    active.soften()
    session = active
    return [.engine(.factor(active.factor)), .reply(id, .factor(active.factor))]
  }

  private mutating func stronger(
    _ lease: LeaseID, _ id: RequestID, _ connection: ConnectionID, _ now: Moment
  ) throws(SessionError) -> [Effect] {
    let renewal = try use(lease, connection, now)
    guard var active = session else { throw notRunning("make stronger") }
    let wait = active.waitToStrengthen(at: now.instant)
    guard wait == .zero else {
      throw .tryLater(
        message:
          "The last step up on '\(device)' was less than \(seconds(Limits.amplitudeStepApart)) s ago; try again in \(wait.milliseconds / 1000 + 1) s.",
        limit: "amplitude step", used: (Limits.amplitudeStepApart - wait).seconds,
        allowed: Limits.amplitudeStepApart.seconds, again: now.wall + wait)
    }
    active.strengthen(at: now.instant)
    session = active
    return [renewal, .engine(.factor(active.factor)), .reply(id, .factor(active.factor))]
  }

  private mutating func resume(
    _ lease: LeaseID?, _ id: RequestID, _ connection: ConnectionID, _ now: Moment,
    _ status: EngineStatus
  ) throws(SessionError) -> [Effect] {
    guard session != nil else { throw notRunning("resume") }
    guard status.phase != .stopping else {
      throw .tryLater(
        message: "The session on '\(device)' is still coming to rest; try again in a second.",
        limit: "standstill", used: 0, allowed: 1, again: nil)
    }
    guard status.phase == .paused else {
      throw .notRunning(
        message: "The session on '\(device)' is not paused, so there is nothing to resume.")
    }
    guard let lease else {
      guard let holder = self.lease else { throw comingToRest }
      guard holder.connection != connection else {
        return [grantLease(to: connection, now), .engine(.resume), .reply(id, .done)]
      }
      // The holder's user in another terminal may go on; the lease and its pulse stay where they are.
      guard holder.connection.isSameUser(as: connection) else { throw busy(holder) }
      return [.engine(.resume), .reply(id, .done)]
    }
    return [try use(lease, connection, now), .engine(.resume), .reply(id, .done)]
  }

  private mutating func goOn(
    _ lease: LeaseID, _ id: RequestID, _ connection: ConnectionID, _ now: Moment
  ) throws(SessionError) -> [Effect] {
    let renewal = try use(lease, connection, now)
    guard session != nil else { throw notRunning("go on with") }
    return [renewal, .engine(.goOn), .reply(id, .done)]
  }

  func notRunning(_ verb: String) -> SessionError {
    .notRunning(
      message: "There is no session on '\(device)' to \(verb); start one with 'tonus run'.")
  }
}
