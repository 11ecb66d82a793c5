// SPDX-License-Identifier: Apache-2.0
import Varlink

/// What a program ends with, after `sysexits.h`.
public enum ExitCode: Int32, Hashable, Sendable {
  case success = 0
  /// EX_USAGE: the command line was wrong.
  case usage = 64
  /// EX_DATAERR: a bad program or bad data.
  case data = 65
  /// EX_UNAVAILABLE: no daemon or no device.
  case unavailable = 69
  /// EX_SOFTWARE: standstill is not confirmed, take it off your body.
  case standstillUnconfirmed = 70
  /// EX_IOERR: the device was lost, or a record could not be written.
  case lost = 74
  /// EX_TEMPFAIL: dose, rest, busy.
  case tryLater = 75
  /// EX_NOPERM: screening or permission.
  case refused = 77
  /// Ended by the user.
  case interrupted = 130

  /// What an error ends a program with.
  public init(_ error: any Error) {
    self =
      switch error {
      case let error as ControlError: error.exitCode
      case is ClientFailure: .unavailable
      case is VarlinkError: .data
      default: .unavailable
      }
  }
}

extension ControlError {
  public var exitCode: ExitCode {
    switch kind {
    case .noSuchZone, .noSuchChoice, .noSuchPreset, .notRunning, .latchMismatch: .usage
    case .programInvalid, .messageInvalid: .data
    case .noDevice, .deviceRefused: .unavailable
    case .standstillUnconfirmed: .standstillUnconfirmed
    case .deviceLost, .storageFailed: .lost
    case .deviceBusy, .tryLater, .leaseRequired, .leaseExpired, .latched, .uncertain,
      .overloaded:
      .tryLater
    case .zoneLocked, .questionsOpen, .refused, .permissionDenied: .refused
    }
  }
}
