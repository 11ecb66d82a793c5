// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities

extension Supervisor {
  mutating func acquire(_ id: RequestID, _ connection: ConnectionID, _ now: Moment)
    throws(SessionError) -> [Effect]
  {
    if let held = lease, held.connection != connection { throw busy(held) }
    guard !isShuttingDown else { throw shuttingDown }
    // A session that outlives its lease for the moments of its ramp belongs to nobody else yet.
    if session != nil, lease == nil { throw comingToRest }
    let renewal = grantLease(to: connection, now)
    guard let granted = lease else { return [renewal] }
    return [renewal, .reply(id, .lease(granted.id, expiresIn: Limits.lease))]
  }

  mutating func renew(
    _ lease: LeaseID, _ id: RequestID, _ connection: ConnectionID, _ now: Moment
  ) throws(SessionError) -> [Effect] {
    [try use(lease, connection, now), .reply(id, .renewed(expiresIn: Limits.lease))]
  }

  mutating func release(
    _ lease: LeaseID, _ id: RequestID, _ connection: ConnectionID, _ now: Moment
  ) throws(SessionError) -> [Effect] {
    _ = try use(lease, connection, now)
    self.lease = nil
    guard session != nil else { return [.reply(id, .done)] }
    return [.engine(.finish(.released)), .reply(id, .done)]
  }

  /// Gives the lease to `connection`, or renews it there.
  mutating func grantLease(to connection: ConnectionID, _ now: Moment) -> Effect {
    let expires = now.instant + Limits.lease
    if lease?.connection == connection, let held = lease, held.expires > now.instant {
      lease?.expires = expires
    } else {
      leaseCounter += 1
      lease = Lease(id: LeaseID(leaseCounter), connection: connection, expires: expires)
    }
    return .engine(.lease(until: expires))
  }

  /// Renews a lease by using it, or says why it is none.
  mutating func use(_ id: LeaseID, _ connection: ConnectionID, _ now: Moment)
    throws(SessionError) -> Effect
  {
    guard !isShuttingDown else { throw shuttingDown }
    guard let held = lease else {
      if id.number != 0, id.number <= leaseCounter { throw expired }
      throw .leaseRequired(
        message: "'\(id)' is not a lease on '\(device)'; call Acquire first.")
    }
    guard held.id == id else { throw id.number < held.id.number ? expired : busy(held) }
    guard held.connection == connection else {
      throw .leaseRequired(
        message:
          "'\(id)' on '\(device)' belongs to another connection; a lease cannot be passed on.")
    }
    guard held.expires > now.instant else { throw expired }
    lease?.expires = now.instant + Limits.lease
    return .engine(.lease(until: now.instant + Limits.lease))
  }

  mutating func expireLease(_ now: Moment, _ effects: inout [Effect]) {
    guard let held = lease, held.expires <= now.instant else { return }
    lease = nil
    // The engine has the same deadline and does not wait for this.
    if session != nil { effects.append(.stop(.leaseEnded)) }
  }

  var comingToRest: SessionError {
    .deviceBusy(
      message: "The last session on '\(device)' is still coming to rest; try again in a second.",
      device: device, holder: "the last session")
  }

  var expired: SessionError {
    .leaseExpired(
      message:
        "The lease on '\(device)' was not renewed within 1 s and has ended; call Acquire again.")
  }

  var shuttingDown: SessionError {
    .refused(
      message: "The daemon is shutting down and starts nothing on '\(device)'; start it again.",
      rule: "shutdown")
  }

  func busy(_ held: Lease) -> SessionError {
    .deviceBusy(
      message:
        "'\(device)' is driven by connection \(held.connection.number); wait for its end, or stop it with 'tonus stop'.",
      device: device, holder: "connection \(held.connection.number)")
  }
}
