// SPDX-License-Identifier: Apache-2.0
import ControlAPI
import Ledger
import Varlink

/// Why the daemon could not start or go on, and what it ends with.
public struct DaemonFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// One sentence with the way out.
  public var message: String
  public var exitCode: ExitCode

  public init(_ message: String, _ exitCode: ExitCode) {
    self.message = message
    self.exitCode = exitCode
  }

  public static func usage(_ message: String) -> DaemonFailure {
    DaemonFailure(message, .usage)
  }

  public var description: String { message }

  init(_ error: UnixListener.Failure) {
    message = error.description
    exitCode =
      switch error {
      case .inUse: .tryLater
      case .pathTooLong, .noSuchGroup, .notASocket: .usage
      case .system: .lost
      }
  }

  init(_ error: LedgerError) {
    message = error.description
    exitCode =
      switch error {
      case .inUse: .tryLater
      case .storage, .newer, .limit, .screening, .answers, .assessment, .entry, .locked,
        .noSuchSession,
        .sessionEnded:
        .lost
      }
  }
}
