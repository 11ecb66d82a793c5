// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Person
import Quantities

extension Supervisor {
  mutating func start<A: Accounting>(
    _ undertaking: Undertaking, _ lease: LeaseID, _ id: RequestID, _ connection: ConnectionID,
    _ now: Moment, _ status: EngineStatus, _ accounting: inout A
  ) throws(SessionError) -> [Effect] {
    let renewal = try use(lease, connection, now)
    try requireReady(status)
    try requireTreatable(undertaking)
    let (restrictions, left) = try requireScreening(undertaking, toBegin: true, now, &accounting)
    let sides = undertaking.treatments.map(\.zoneSide)
    let usage = try usage(undertaking.subject, sides, now, &accounting)
    try requireDay(usage, now)
    let allowance = try allowances(undertaking, usage, now)
    let shares = shares(undertaking, usage, restrictions)
    let program = try prove(undertaking, shares, usage, restrictions, allowance, status, now)

    sessionCounter += 1
    let name = sessionName(now)
    var active = ActiveSession(
      name: name, number: sessionCounter, undertaking: undertaking, connection: connection,
      program: program,
      simulated: status.identity?.flags.contains(.simulated) ?? false, started: now.wall,
      allowance: allowance, restrictions: restrictions, answersEnd: now.instant + left,
      shares: shares, starter: id)
    do {
      try accounting.open(
        SessionOpening(
          session: name, subject: undertaking.subject, device: device,
          simulated: active.simulated, title: undertaking.title, program: program.hash,
          started: now.wall))
    } catch {
      throw storageFailed(error)
    }
    do {
      let first = program.steps[0].segment
      let slice = try charge(&active, segment: first, now, &accounting)
      let image = ProgramImage(number: sessionCounter, program.engine)
      images[sessionCounter] = image
      session = active
      remainder = nil
      return [
        renewal, .engine(.run(image.view, session: sessionCounter, factor: active.factor)),
        .engine(.credit(segment: first, total: slice)),
      ] + (undertaking.pain.map { [.engine(.pain($0))] } ?? []) + openingSetpoint(program, now)
    } catch {
      let error = storageFailed(error)
      giveUp(active, error.message, now, &accounting)
      throw error
    }
  }

  /// Closes a session that was opened and may charge nothing, so that it counts as none of the day's.
  private mutating func giveUp<A: Accounting>(
    _ active: ActiveSession, _ reason: String, _ now: Moment, _ accounting: inout A
  ) {
    let record = SessionRecord(
      session: active.name, subject: active.undertaking.subject, device: device,
      simulated: active.simulated, title: active.undertaking.title, started: active.started,
      ended: now.wall, outcome: .failed, reason: reason, zones: [], energised: .zero,
      handPoints: 0, standstill: .none, curve: [])
    _ = write(record, [], now, &accounting)
  }

  /// Unique on one machine: the wall clock's millisecond and this device's counter.
  private func sessionName(_ now: Moment) -> String {
    "\(device)-\(now.wall.milliseconds)-\(sessionCounter)"
  }

  func requireReady(_ status: EngineStatus) throws(SessionError) {
    if let held = session {
      throw .deviceBusy(
        message:
          "'\(device)' is running '\(held.undertaking.title)'; wait for its end, or stop it.",
        device: device, holder: held.name)
    }
    switch status.conversation {
    case .absent:
      throw .noDevice(
        message: "'\(device)' is not connected; plug it in and try again.", device: device)
    case .identifying:
      throw .tryLater(
        message:
          "'\(device)' has not introduced itself yet; try again in a second, and check the cable if it stays so.",
        limit: "identification", used: 0, allowed: 1, again: nil)
    case .quarantined:
      throw .deviceRefused(
        message:
          "'\(device)' is not trusted: \(status.quarantine.explanation) Unplug it and plug it in again.",
        device: device)
    case .ready: break
    }
    if !latches.isEmpty || status.latches != 0 {
      let known = latchViews(status)
      let numbers = known.map { "\($0.number) (\($0.cause))" }.joined(separator: ", ")
      throw .latched(
        message:
          "'\(device)' is latched by \(numbers): \(known.first?.explanation ?? "") See 'tonus clear'.",
        latches: known)
    }
    if let command = status.uncertain {
      throw .uncertain(
        message:
          "It is not known whether '\(device)' has obeyed the last '\(command)'; try again when it has answered."
      )
    }
    if status.deviceState != .idle || status.phase == .stopping {
      throw .tryLater(
        message:
          "'\(device)' is not ready to arm (\(status.deviceState)); try again in a second.",
        limit: "device state", used: 0, allowed: 1, again: nil)
    }
  }

  private func requireTreatable(_ undertaking: Undertaking) throws(SessionError) {
    for treatment in undertaking.treatments {
      guard let reason = treatment.locked else { continue }
      let neighbour = treatment.safeNeighbour.map { " Treat '\($0)' instead." } ?? ""
      throw .zoneLocked(
        message: "'\(treatment.zoneSide.zone)' is not treated: \(reason)\(neighbour)",
        zone: treatment.zoneSide.zone, safeNeighbour: treatment.safeNeighbour)
    }
  }

  /// Whether this person may be treated there at all now; what their answers take away.
  func requireScreening<A: Accounting>(
    _ undertaking: Undertaking, toBegin: Bool, _ now: Moment, _ accounting: inout A
  ) throws(SessionError) -> (restrictions: Restrictions, left: Interval) {
    let screening: Screening
    do {
      screening = try accounting.screening(
        subject: undertaking.subject, toBegin: toBegin, at: now.wall)
    } catch {
      throw storageFailed(error)
    }
    switch screening {
    case .permitted(let restrictions, let left):
      for treatment in undertaking.treatments {
        guard let refusal = treatment.refusal(restrictions) else { continue }
        throw .refused(message: refusal.message, rule: refusal.rule)
      }
      for treatment in undertaking.treatments {
        guard let message = treatment.lock(restrictions) else { continue }
        throw .zoneLocked(
          message: message, zone: treatment.zoneSide.zone, safeNeighbour: treatment.safeNeighbour)
      }
      return (restrictions, left)
    case .open(let questions):
      throw .questionsOpen(
        message:
          toBegin
          ? "\(questions.count) questions are open, or would be before the session's end; answer them with 'tonus screen'."
          : "\(questions.count) questions are open: an answer holds for its time only; answer them with 'tonus screen'.",
        questions: questions)
    case .refused(let rule, let message):
      throw .refused(message: message, rule: rule)
    }
  }

  private func usage<A: Accounting>(
    _ subject: String, _ sides: [ZoneSide], _ now: Moment, _ accounting: inout A
  ) throws(SessionError) -> Usage {
    do {
      return try accounting.usage(subject: subject, zoneSides: sides, at: now.wall)
    } catch {
      throw storageFailed(error)
    }
  }

  private func shares(
    _ undertaking: Undertaking, _ usage: Usage, _ restrictions: Restrictions
  ) -> [ZoneSide: PersonShare] {
    var shares: [ZoneSide: PersonShare] = [:]
    for treatment in undertaking.treatments {
      shares[treatment.zoneSide] = treatment.share(
        sessionsEver: usage.sessionsEver, course: usage.factors[treatment.zoneSide] ?? 1,
        restrictions)
    }
    return shares
  }

  private func prove(
    _ undertaking: Undertaking, _ shares: [ZoneSide: PersonShare], _ usage: Usage,
    _ restrictions: Restrictions,
    _ allowance: [ZoneSide: Interval], _ status: EngineStatus, _ now: Moment
  ) throws(SessionError) -> ProvedProgram {
    let factors = shares.mapValues(\.factor)
    guard let bounds = status.bounds else {
      throw .deviceLost(
        message: "'\(device)' has not said what it can do; plug it in again.", device: device)
    }
    switch undertaking.prove(
      ProofConditions(
        amplitudeFactors: factors,
        notFacilitated: Set(
          undertaking.treatments.filter { $0.isNotFacilitated(restrictions) }.map(\.zoneSide)),
        device: bounds))
    {
    case .failure(let failure):
      throw .programInvalid(
        message:
          "'\(undertaking.title)' cannot run as it is written (\(failure.problems.count) problems): \(failure.problems.first ?? "")",
        problems: failure.problems)
    case .success(let program):
      try requireActuators(program, status)
      let problems = ProgramAudit.problems(of: program)
      guard problems.isEmpty else {
        throw .programInvalid(
          message: "'\(undertaking.title)' was proved but does not hold: \(problems[0])",
          problems: problems)
      }
      try requireTime(for: program, undertaking, usage, allowance, now)
      return program
    }
  }

  private func requireActuators(
    _ program: ProvedProgram, _ status: EngineStatus
  ) throws(SessionError) {
    if let message = program.lacksActuators(on: device, status) {
      throw .programInvalid(message: message, problems: [])
    }
  }

  /// What the ledger could not do; a refusal that it worded itself stays as it is.
  func storageFailed(_ error: any Error) -> SessionError {
    if let refusal = error as? SessionError { return refusal }
    let detail = (error as? AccountingFailure)?.message ?? "\(error)"
    return .storageFailed(
      message:
        detail.hasSuffix(".")
        ? detail
        : "The ledger cannot be written (\(detail)), and nothing runs that cannot be charged; make room or check the state directory."
    )
  }
}
