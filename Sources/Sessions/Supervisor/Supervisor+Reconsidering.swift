// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What would forbid the start forbids going on, whoever has said it meanwhile (hazard H10).
extension Supervisor {
  /// What is known of a person has changed; a session that may not go on ends.
  public mutating func reconsider<A: Accounting>(
    at now: Moment, status: EngineStatus, accounting: inout A
  ) -> [Effect] {
    guard var active = session, !active.isRefused else { return [] }
    do {
      try requireStill(&active, now, status, &accounting)
      session = active
      return []
    } catch {
      var effects: [Effect] = []
      end(&active, by: error, &effects)
      session = active
      return effects
    }
  }

  /// At the moment at which the answers end, asks whether they were given anew.
  mutating func expireAnswers<A: Accounting>(
    _ now: Moment, _ status: EngineStatus, _ accounting: inout A, _ effects: inout [Effect]
  ) {
    guard let active = session, now.instant >= active.answersEnd else { return }
    effects += reconsider(at: now, status: status, accounting: &accounting)
  }

  /// Throws for answers that are open or forbid, for a lock, and where less is left than was proved.
  func requireStill<A: Accounting>(
    _ active: inout ActiveSession, _ now: Moment, _ status: EngineStatus, _ accounting: inout A
  ) throws(SessionError) {
    let (undertaking, before) = (active.undertaking, active.restrictions)
    let (restrictions, left) = try requireScreening(
      undertaking, toBegin: false, now, &accounting)
    active.answersEnd = now.instant + left
    guard restrictions != before else { return }
    for treatment in undertaking.treatments
    where treatment.share(sessionsEver: .max, restrictions).factor
      < treatment.share(sessionsEver: .max, before).factor
    {
      throw lessIsLeft(of: "\(treatment.zoneSide)")
    }
    let notFacilitated = Set(
      undertaking.treatments.filter { $0.isNotFacilitated(restrictions) }.map(\.zoneSide))
    guard !notFacilitated.isEmpty, let device = status.bounds else { return }
    let conditions = ProofConditions(
      amplitudeFactors: active.shares.mapValues(\.factor), notFacilitated: notFacilitated,
      device: device)
    if case .failure = undertaking.prove(conditions) { throw lessIsLeft(of: undertaking.title) }
  }

  private func lessIsLeft(of what: String) -> SessionError {
    .refused(
      message:
        "What was answered or found since the session began leaves less of '\(what)' than was proved; start it anew.",
      rule: "restrictions")
  }

  /// No more is charged; what the person may not have ends at once, what is used up when its credit is.
  func end(_ active: inout ActiveSession, by error: SessionError, _ effects: inout [Effect]) {
    active.storageFailure = error.message
    switch error {
    case .refused, .questionsOpen, .zoneLocked:
      active.isRefused = true
      effects += [.engine(.finish(.noCredit)), .notice(error.message, urgent: false)]
    case .tryLater: effects.append(.notice(error.message, urgent: false))
    case .noSuchZone, .noSuchPreset, .noDevice, .deviceBusy, .deviceLost, .deviceRefused, .latched,
      .latchMismatch, .leaseExpired, .leaseRequired, .notRunning, .permissionDenied,
      .programInvalid, .standstillUnconfirmed, .storageFailed, .uncertain:
      effects.append(.notice(error.message, urgent: true))
    }
  }
}
