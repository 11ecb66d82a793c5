// SPDX-License-Identifier: Apache-2.0
import ControlAPI
import Ledger
import Person
import Programs
import Quantities
import Sessions
import Varlink

extension ControlService {
  /// The longest history one call returns.
  static var longestHistory: Int { 1000 }

  func check(_ parameters: Control.CheckParameters, _ connection: Connection) throws
    -> Control.CheckReply
  {
    let uid = connection.peer.uid
    if let session = parameters.target.rest {
      return try check(restOf: session, parameters.device, connection)
    }
    let subject = plane.subject(parameters.subject, uid: uid)
    let resolved = try resolver(for: subject).resolve(parameters.target)
    try resolved.requireTreatable()
    try requireScreening(subject, resolved.treatments)
    let unit =
      parameters.device == nil && plane.units.count != 1 ? nil : try plane.unit(parameters.device)
    let conditions = try plane.conditions(
      subject, resolved.treatments,
      device: unit?.status.bounds ?? Preset.anyDevice)
    switch resolved.prove(conditions, catalogue: plane.catalogue) {
    case .success(let program):
      try requireActuators(program, unit)
      var plan = Control.Plan(program)
      let restrictions = try plane.restrictions(subject)
      plan.notes += try notes(resolved, restrictions, subject)
      plan.notes += resolved.notes
      plan.notes += restrictions.notes(on: resolved.treatments)
      return Control.CheckReply(plan: plan)
    case .failure(let problems):
      throw resolved.refusal(problems, name: parameters.target.programName)
    }
  }

  /// What is left of an interrupted session, proved under what holds now.
  private func check(restOf session: String, _ device: String?, _ connection: Connection) throws
    -> Control.CheckReply
  {
    let unit = try plane.unit(device)
    let rest = try unit.remainder(of: session, for: id(connection)).rest
    let subject = LedgerSubject(rest.subject) ?? plane.subject(nil, uid: connection.peer.uid)
    let conditions = try plane.conditions(
      subject, rest.treatments, device: unit.status.bounds ?? Preset.anyDevice)
    switch rest.prove(conditions) {
    case .success(let program):
      try requireActuators(program, unit)
      return Control.CheckReply(plan: Control.Plan(program))
    case .failure(let failure):
      throw ControlError.programInvalid(
        "What is left of '\(rest.title)' does not hold any more: \(failure.problems.first ?? "")",
        problems: failure.problems)
    }
  }

  /// A device that has not introduced itself yet refuses nothing; its session would.
  private func requireActuators(_ program: ProvedProgram, _ unit: DeviceUnit?)
    throws(ControlError)
  {
    guard let unit else { return }
    let status = unit.status
    guard status.identity != nil, let message = program.lacksActuators(on: unit.id, status) else {
      return
    }
    throw .programInvalid(message, problems: [])
  }

  /// What the person's course means for a session; refuses a side that is locked for them.
  private func notes(
    _ resolved: ResolvedTarget, _ restrictions: Restrictions, _ subject: LedgerSubject
  ) throws -> [String] {
    for treatment in resolved.treatments {
      guard let message = treatment.lock(restrictions) else { continue }
      throw ControlError.zoneLocked(
        message, zone: treatment.zoneSide.zone, safeNeighbour: treatment.safeNeighbour)
    }
    return try plane.standing(subject).notes(resolved.treatments.map(\.zoneSide))
  }

  func history(_ parameters: Control.HistoryParameters, uid: UInt32) throws
    -> Control.HistoryReply
  {
    let limit = min(max(0, parameters.limit ?? 20), Self.longestHistory)
    let records = try plane.store.history(
      subject: plane.subject(parameters.subject, uid: uid), limit: limit,
      skip: parameters.skip ?? 0)
    return Control.HistoryReply(records: records.map { Control.Record($0) })
  }

  func showCurve(_ parameters: Control.ShowCurveParameters, uid: UInt32) throws
    -> Control.ShowCurveReply
  {
    // A session that is not there is an error; one without a curve is not.
    _ = try plane.store.record(session: parameters.session, uid: uid)
    let samples = try plane.store.curve(session: parameters.session, uid: uid)?.samples ?? []
    let first = Control.ActuatorCurve(samples.map(\.first))
    let second = samples.compactMap(\.second)
    return Control.ShowCurveReply(
      curve: Control.Curve(
        ms: samples.map { Int($0.at.milliseconds) }, step: samples.map(\.step),
        commandedFrequency: first.commandedFrequency, commandedAmplitude: first.commandedAmplitude,
        measuredFrequency: first.measuredFrequency, measuredAmplitude: first.measuredAmplitude,
        acceleration: first.acceleration, contactForce: first.contactForce,
        second: second.isEmpty ? nil : Control.ActuatorCurve(second)))
  }

  func showRecord(_ parameters: Control.ShowRecordParameters, uid: UInt32) throws
    -> Control.ShowRecordReply
  {
    Control.ShowRecordReply(
      record: Control.Record(try plane.store.record(session: parameters.session, uid: uid)))
  }
}

extension Control.ActuatorCurve {
  init(_ points: [DeliveredCurve.Actuator]) {
    self.init(
      commandedFrequency: points.map { $0.commandedFrequency.hertz.shown },
      commandedAmplitude: points.map { $0.commandedAmplitude.millimeters.shown },
      measuredFrequency: points.map { $0.frequency.hertz.shown },
      measuredAmplitude: points.map { $0.amplitude.millimeters.shown },
      acceleration: points.map { $0.acceleration.g.shown },
      contactForce: points.map { $0.contactForce.newtons.shown })
  }
}
