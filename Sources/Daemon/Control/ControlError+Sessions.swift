// SPDX-License-Identifier: Apache-2.0
import ControlAPI
import Ledger
import Person
import Sessions
import Varlink

extension ControlError {
  /// What a supervisor refused, in the words of the interface.
  init(_ error: SessionError) {
    self =
      switch error {
      case .noSuchZone(let message, let query, let candidates):
        .noSuchZone(message, query: query, candidates: candidates)
      case .zoneLocked(let message, let zone, let neighbour):
        .zoneLocked(message, zone: zone, safeNeighbour: neighbour)
      case .noSuchPreset(let message, let name, let candidates):
        .noSuchPreset(message, name: name, candidates: candidates)
      case .noDevice(let message, let device): .noDevice(message, device: device)
      case .deviceBusy(let message, let device, let holder):
        .deviceBusy(message, device: device, holder: holder)
      case .deviceRefused(let message, let device): .deviceRefused(message, device: device)
      case .deviceLost(let message, let device): .deviceLost(message, device: device)
      case .programInvalid(let message, let problems):
        .programInvalid(message, problems: problems)
      case .questionsOpen(let message, let questions):
        .questionsOpen(message, questions: questions)
      case .refused(let message, let rule): .refused(message, rule: rule)
      case .tryLater(let message, let limit, let used, let allowed, let again):
        .tryLater(
          message, limit: limit, used: Double(used), allowed: Double(allowed),
          again: again.map { Timestamp(milliseconds: $0.milliseconds).rfc3339 })
      case .leaseRequired(let message): .leaseRequired(message)
      case .leaseExpired(let message): .leaseExpired(message)
      case .notRunning(let message): .notRunning(message)
      case .latched(let message, let latches):
        .latched(message, latches: latches.map { Control.Latch($0) })
      case .latchMismatch(let message): .latchMismatch(message)
      case .uncertain(let message): .uncertain(message)
      case .standstillUnconfirmed(let message): .standstillUnconfirmed(message)
      case .permissionDenied(let message): .permissionDenied(message)
      case .storageFailed(let message): .storageFailed(message)
      }
  }

  /// What the ledger refused, in the words of the interface.
  init(_ error: LedgerError) {
    self =
      switch error {
      case .storage, .inUse, .newer: .storageFailed(error.description)
      case .limit(let refusal):
        .tryLater(
          refusal.message, limit: refusal.limit.rawValue, used: refusal.used,
          allowed: refusal.allowed, again: refusal.again.map { $0.rfc3339 })
      case .screening(.open(let flags)):
        .questionsOpen(error.description, questions: flags.map(\.id))
      case .screening(let verdict):
        .refused(verdict.refusal ?? error.description, rule: verdict.flags.first ?? "red flags")
      case .answers, .assessment, .entry: .messageInvalid(error.description)
      case .locked(let lock):
        .zoneLocked(error.description, zone: lock.place.zone, safeNeighbour: nil)
      case .noSuchSession: .permissionDenied(error.description)
      case .sessionEnded: .notRunning(error.description)
      }
  }

  /// What never reached a method.
  init(_ refusal: Refusal) {
    self =
      switch refusal {
      case .messageTooLong, .malformed: .messageInvalid(refusal.message)
      case .tooManyConnections, .tooManyCalls, .tooMuchPending: .overloaded(refusal.message)
      }
  }
}

extension ScreeningVerdict {
  /// Ids of the flags that stand in the way.
  var flags: [String] {
    switch self {
    case .open(let flags), .emergency(let flags, _), .refused(let flags, _): flags.map(\.id)
    case .passed: []
    }
  }
}
