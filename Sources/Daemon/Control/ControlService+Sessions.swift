// SPDX-License-Identifier: Apache-2.0
import ControlAPI
import DeviceProtocol
import Ledger
import Logging
import Quantities
import Sessions
import Varlink

extension ControlService {
  func acquire(_ parameters: Control.AcquireParameters, _ connection: Connection) async throws
    -> Control.AcquireReply
  {
    guard connection.isOpen else {
      throw ControlError.leaseRequired("A connection that sends no more cannot hold a lease.")
    }
    let unit = try plane.unit(parameters.device)
    guard
      case .lease(let lease, let expires) = try await unit.request(.acquire, from: id(connection))
    else { throw unexpected("Acquire") }
    return Control.AcquireReply(
      lease: name(lease, unit), device: unit.id, expiresInMs: Int(expires.milliseconds))
  }

  func renew(_ parameters: Control.RenewParameters, _ connection: Connection) async throws
    -> Control.RenewReply
  {
    let (unit, lease) = try lease(parameters.lease)
    guard case .renewed(let expires) = try await unit.request(.renew(lease), from: id(connection))
    else { throw unexpected("Renew") }
    return Control.RenewReply(expiresInMs: Int(expires.milliseconds))
  }

  func release(_ parameters: Control.ReleaseParameters, _ connection: Connection) async throws
    -> [String: JSON]
  {
    let (unit, lease) = try lease(parameters.lease)
    _ = try await unit.request(.release(lease), from: id(connection))
    return [:]
  }

  func start(_ parameters: Control.StartParameters, _ connection: Connection) async throws
    -> Control.StartReply
  {
    let (unit, lease) = try lease(parameters.lease)
    let undertaking = try undertaking(parameters, unit, connection)
    guard
      case .started(let session, let program) = try await unit.request(
        .start(lease, undertaking), from: id(connection))
    else { throw unexpected("Start") }
    log.notice(
      "Session '\(session)' of '\(undertaking.title)' for \(undertaking.subject), asked by \(connection.peer)."
    )
    var plan = Control.Plan(program)
    // It runs: what cannot be read now is no reason to say that it does not.
    if let subject = LedgerSubject(undertaking.subject),
      let standing = try? plane.standing(subject)
    {
      plan.notes += standing.notes(undertaking.treatments.map(\.zoneSide))
    }
    return Control.StartReply(session: session, plan: plan)
  }

  private func undertaking(
    _ parameters: Control.StartParameters, _ unit: DeviceUnit, _ connection: Connection
  ) throws -> Undertaking {
    if let session = parameters.target.rest {
      return try unit.remainder(of: session, for: id(connection)).rest
    }
    let subject = plane.subject(parameters.subject, uid: connection.peer.uid)
    return try resolver(for: subject).resolve(parameters.target).undertaking(
      subject: subject.description, catalogue: plane.catalogue)
  }

  /// One state, or one in every period until the client is gone.
  func monitor(_ call: Call) async throws -> [String: JSON] {
    let parameters: Control.MonitorParameters = try call.decode()
    let unit = try plane.unit(parameters.device)
    let period = Duration.milliseconds(min(max(10, parameters.periodMs ?? 100), 60_000))
    let uid = call.connection.peer.uid
    guard call.more else { return try monitorReply(unit, uid) }
    var due = ContinuousClock.now
    while true {
      try await call.reply(monitorReply(unit, uid))
      // Someone who reads slowly gets fewer states, not older ones.
      due = max(due + period, .now)
      try await Task.sleep(until: due)
    }
  }

  private func monitorReply(_ unit: DeviceUnit, _ uid: UInt32) throws -> [String: JSON] {
    let (status, overview, _) = unit.view()
    let reply = Control.MonitorReply(
      status: Control.Status(device: unit.id, status: status, overview: overview.seen(by: uid)))
    return try JSON(encoding: reply).object ?? [:]
  }

  func explain(_ parameters: Control.ExplainParameters, _ connection: Connection) throws
    -> Control.ExplainReply
  {
    let uid = connection.peer.uid
    let unit = try plane.unit(parameters.device)
    let (status, overview, explanations) = unit.explanations()
    return Control.ExplainReply(
      status: Control.Status(device: unit.id, status: status, overview: overview.seen(by: uid)),
      explanations: overview.seen(explanations, by: uid).map {
        Control.Explanation(
          limit: $0.limit, bounds: $0.bounds, actual: $0.actual, active: $0.active,
          source: $0.source)
      })
  }

  /// What `urgent` has begun: waits for standstill, of every device where none is named.
  func stop(_ parameters: Control.StopParameters, _ connection: Connection) async throws
    -> Control.StopReply
  {
    let units =
      parameters.device == nil && !plane.units.isEmpty
      ? plane.units : [try plane.unit(parameters.device)]
    log.notice("Stop of \(units.map(\.id).joined(separator: ", ")), asked by \(connection.peer).")
    let replies = try await withThrowingTaskGroup(of: Sessions.Reply?.self) { group in
      for unit in units {
        group.addTask {
          do {
            return try await unit.request(.stop(.user), from: id(connection))
          } catch SessionError.deviceLost where units.count > 1 {
            // One of several is not even there: the others' standstill is what counts.
            return nil
          }
        }
      }
      return try await group.reduce(into: [Sessions.Reply]()) { all, reply in
        if let reply { all.append(reply) }
      }
    }
    var ended: Int?
    var confirmed: Int?
    var reason = "No device was there to stop."
    for case .standstill(let result, let text) in replies {
      ended = max(ended ?? 0, Int(result.ended.milliseconds))
      confirmed = max(confirmed ?? 0, Int(result.confirmed.milliseconds))
      reason = text
    }
    return Control.StopReply(
      standstillConfirmed: !replies.isEmpty, standstillMs: ended, confirmedMs: confirmed,
      reason: reason)
  }

  func pause(_ parameters: Control.PauseParameters, _ connection: Connection) async throws
    -> [String: JSON]
  {
    let unit = try plane.unit(parameters.device)
    _ = try await unit.request(.pause, from: id(connection))
    // Answered when the head is at rest, so that a resume may follow at once.
    for _ in 0..<200 where unit.status.isActive && unit.status.phase != .paused {
      try await Task.sleep(for: .milliseconds(10))
    }
    return [:]
  }

  func soften(_ parameters: Control.SoftenParameters, _ connection: Connection) async throws
    -> Control.SoftenReply
  {
    let unit = try plane.unit(parameters.device)
    guard case .factor(let factor) = try await unit.request(.soften, from: id(connection)) else {
      throw unexpected("Soften")
    }
    return Control.SoftenReply(factor: factor.shown)
  }

  func resume(_ parameters: Control.ResumeParameters, _ connection: Connection) async throws
    -> [String: JSON]
  {
    guard let text = parameters.lease else {
      let unit = try plane.unit(parameters.device)
      _ = try await unit.request(.resume(nil), from: id(connection))
      return [:]
    }
    let (unit, lease) = try lease(text, device: parameters.device)
    _ = try await unit.request(.resume(lease), from: id(connection))
    return [:]
  }

  func stronger(_ parameters: Control.StrongerParameters, _ connection: Connection) async throws
    -> Control.StrongerReply
  {
    let (unit, lease) = try lease(parameters.lease, device: parameters.device)
    guard case .factor(let factor) = try await unit.request(.stronger(lease), from: id(connection))
    else { throw unexpected("Stronger") }
    return Control.StrongerReply(factor: factor.shown)
  }

  func goOn(_ parameters: Control.GoOnParameters, _ connection: Connection) async throws
    -> [String: JSON]
  {
    let (unit, lease) = try lease(parameters.lease, device: parameters.device)
    _ = try await unit.request(.goOn(lease), from: id(connection))
    return [:]
  }

  func clear(_ parameters: Control.ClearParameters, _ connection: Connection) async throws
    -> [String: JSON]
  {
    let unit = try plane.unit(parameters.device)
    guard let cause = LatchCause.allCases.first(where: { "\($0)" == parameters.cause }),
      let number = UInt16(exactly: parameters.latch)
    else {
      throw ControlError.latchMismatch(
        "There is no latch \(parameters.latch) '\(parameters.cause)'. Take number and cause from "
          + "'tonus status'.")
    }
    _ = try await unit.request(.clear(latch: number, cause: cause), from: id(connection))
    return [:]
  }

  func id(_ connection: Connection) -> ConnectionID {
    ConnectionID(connection.id, user: connection.peer.uid)
  }

  /// A lease names its device, so that it cannot be used on another: `sim:t1/lease-3`.
  private func name(_ lease: LeaseID, _ unit: DeviceUnit) -> String { "\(unit.id)/\(lease)" }

  func lease(_ text: String, device: String? = nil) throws(ControlError)
    -> (DeviceUnit, LeaseID)
  {
    guard let slash = text.lastIndex(of: "/"),
      let lease = LeaseID(String(text[text.index(after: slash)...])),
      let unit = plane.units.first(where: { $0.id == text[..<slash] }),
      device == nil || device == unit.id
    else {
      throw .leaseRequired("'\(text)' is not a lease of this device. Call Acquire first.")
    }
    return (unit, lease)
  }

  func unexpected(_ method: String) -> ControlError {
    .deviceRefused("\(method) had no result.", device: "")
  }
}
