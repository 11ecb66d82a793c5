// SPDX-License-Identifier: Apache-2.0

import ControlAPI

/// Why a command failed: one sentence that names the thing, the limit, the value and the way out.
struct CommandFailure: Error, Hashable {
  /// As the interface calls it, `TryLater`; for scripts.
  var name: String
  var message: String
  var exit: Exit
  /// What may have been meant instead.
  var candidates: [String] = []
  /// When to try next, RFC 3339.
  var again: String?

  /// Any error as one of these.
  static func wrapping(_ error: any Error) -> any Error {
    error is Ending || error is CommandFailure ? error : CommandFailure(error)
  }

  /// The message and, where there are any, the candidates, line by line.
  var lines: [String] {
    [message]
      + candidates.flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false) }
      .map { "  \($0)" }
  }
}

extension CommandFailure {
  /// What the daemon, or the way to it, says.
  init(_ error: any Error) {
    if let failure = error as? CommandFailure {
      self = failure
    } else if let error = error as? ControlError {
      self.init(
        name: error.kind.rawValue, message: error.message, exit: error.exitCode,
        candidates: error.candidates + error.problems, again: error.again)
    } else {
      self.init(name: "NoDaemon", message: "\(error)", exit: ControlAPI.ExitCode(error))
    }
  }
}
