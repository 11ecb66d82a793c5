// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// Why a request was not granted: one case for each error of `dev.tonus.control`.
///
/// Every message is one sentence that names the thing, the limit, the value and the way out.
public enum SessionError: Error, Hashable, Sendable {
  case noSuchZone(message: String, query: String, candidates: [String])
  case zoneLocked(message: String, zone: String, safeNeighbour: String?)
  case noSuchPreset(message: String, name: String, candidates: [String])
  case noDevice(message: String, device: String?)
  case deviceBusy(message: String, device: String, holder: String)
  case deviceRefused(message: String, device: String)
  case deviceLost(message: String, device: String)
  case programInvalid(message: String, problems: [String])
  case questionsOpen(message: String, questions: [String])
  case refused(message: String, rule: String)
  case tryLater(message: String, limit: String, used: Float, allowed: Float, again: WallTime?)
  case leaseRequired(message: String)
  case leaseExpired(message: String)
  case notRunning(message: String)
  case latched(message: String, latches: [LatchView])
  case latchMismatch(message: String)
  case uncertain(message: String)
  case standstillUnconfirmed(message: String)
  case permissionDenied(message: String)
  case storageFailed(message: String)

  /// One sentence for the person.
  public var message: String {
    switch self {
    case .noSuchZone(let message, _, _), .zoneLocked(let message, _, _),
      .noSuchPreset(let message, _, _), .noDevice(let message, _),
      .deviceBusy(let message, _, _), .deviceRefused(let message, _),
      .deviceLost(let message, _), .programInvalid(let message, _),
      .questionsOpen(let message, _), .refused(let message, _),
      .tryLater(let message, _, _, _, _), .leaseRequired(let message),
      .leaseExpired(let message), .notRunning(let message), .latched(let message, _),
      .latchMismatch(let message), .uncertain(let message),
      .standstillUnconfirmed(let message), .permissionDenied(let message),
      .storageFailed(let message):
      message
    }
  }
}

/// A latch as a client sees it.
public struct LatchView: Hashable, Sendable {
  public var number: UInt16
  public var cause: LatchCause
  public init(number: UInt16, cause: LatchCause) {
    self.number = number
    self.cause = cause
  }
  /// One sentence.
  public var explanation: String { cause.explanation }
}
