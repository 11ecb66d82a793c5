// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities
import Sessions

/// A client by its script: acquires, starts, renews, and does what the scenario says.
struct WorldClient: Sendable {
  enum Stage: Hashable, Sendable { case idle, acquiring, starting, running, done }

  private static var mostAttempts: Int { 40 }

  private(set) var stage = Stage.idle
  private(set) var lease: LeaseID?
  private(set) var nextAttempt: Int64 = 50
  private(set) var nextRenewal: Int64 = 0
  private(set) var attempts = 0
  private(set) var sessions = 0
  var frozenUntil: Int64 = 0
  var isConnected = true
  var connection = ConnectionID(1)
  private let renewEvery: Int64
  private let wantsAgain: Bool
  private var acquireID = RequestID(0)
  private var startID = RequestID(0)
  /// Errors it was told, in order.
  private(set) var errors: [String] = []

  init(renewEvery: Int64, again: Bool) {
    self.renewEvery = renewEvery
    wantsAgain = again
  }

  /// Whether it is to ask for a lease now, for which it must know what is latched.
  func isAboutToBegin(_ time: Int64) -> Bool {
    stage == .idle && time >= nextAttempt && time >= frozenUntil && attempts < Self.mostAttempts
  }

  /// Whether `act` would do anything now.
  func isDue(_ time: Int64) -> Bool {
    if lease != nil, time >= nextRenewal { return true }
    return time >= nextAttempt && attempts < Self.mostAttempts && stage != .running
      && stage != .done
  }

  /// What it asks in this millisecond.
  mutating func act(
    _ time: Int64, _ undertaking: Undertaking, _ latches: [LatchView], next: () -> RequestID
  ) -> [(RequestID, Request)] {
    guard isConnected, time >= frozenUntil else { return [] }
    var requests: [(RequestID, Request)] = []
    if let lease, time >= nextRenewal {
      nextRenewal = time + renewEvery
      requests.append((next(), .renew(lease)))
    }
    guard time >= nextAttempt, attempts < Self.mostAttempts else { return requests }
    switch stage {
    case .idle:
      attempts += 1
      nextAttempt = time + 150
      if let latch = latches.first(where: { $0.number != 0 }) {
        requests.append((next(), .clear(latch: latch.number, cause: latch.cause)))
      }
      acquireID = next()
      stage = .acquiring
      requests.append((acquireID, .acquire))
    case .acquiring, .starting:
      // Nobody answered: the daemon may have been restarted.
      if time >= nextAttempt + 3000 { stage = .idle }
    case .running, .done: break
    }
    _ = undertaking
    return requests
  }

  /// Takes an answer in; returns what it asks next.
  mutating func take(
    _ id: RequestID, _ reply: Reply, _ time: Int64, _ undertaking: Undertaking,
    next: () -> RequestID
  ) -> (RequestID, Request)? {
    switch reply {
    case .lease(let lease, _) where id == acquireID:
      self.lease = lease
      nextRenewal = time + renewEvery
      stage = .starting
      startID = next()
      return (startID, .start(lease, undertaking))
    case .started where id == startID:
      sessions += 1
      stage = .running
      return nil
    case .lease, .started, .renewed, .done, .factor, .taken, .standstill: return nil
    }
  }

  mutating func fail(_ id: RequestID, _ error: SessionError, _ time: Int64) {
    errors.append(error.message)
    if case .leaseExpired = error { lease = nil }
    guard id == acquireID || id == startID else { return }
    stage = .idle
    nextAttempt = time + 200
  }

  mutating func sessionEnded(_ time: Int64) {
    guard stage == .running || stage == .starting else { return }
    if wantsAgain, sessions < 2 {
      stage = .idle
      nextAttempt = time + 400
    } else {
      stage = .done
    }
  }

  /// The daemon is gone, and with it the connection.
  mutating func reconnect(_ time: Int64) {
    lease = nil
    connection = ConnectionID(connection.number + 10)
    if stage != .done { stage = .idle }
    nextAttempt = time + 100
  }
}
