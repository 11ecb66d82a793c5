// SPDX-License-Identifier: Apache-2.0

import ControlAPI
import Foundation
import Glibc

/// Where setpoints come from.
enum SetpointInput: Sendable {
  /// A file: every line takes its time.
  case file(SetpointFile)
  /// A pipe: the newest line is what counts, and one that waited in a buffer never is.
  case pipe(SetpointMailbox)

  var isFile: Bool {
    switch self {
    case .file: true
    case .pipe: false
    }
  }

  /// What standard input is, read as far as it may be before anything moves.
  static func standard() throws(CommandFailure) -> SetpointInput {
    var information = stat()
    guard unsafe fstat(STDIN_FILENO, &information) == 0 else {
      throw failure("Standard input is closed; pipe setpoints into 'tonus drive'.", .usage)
    }
    switch information.st_mode & S_IFMT {
    case S_IFREG:
      guard information.st_size <= SetpointFile.limit else {
        throw failure(
          "The setpoints are \(information.st_size) bytes long, and at most \(SetpointFile.limit) are read; pipe them in at their own pace instead.",
          .data)
      }
      guard let data = try? FileHandle.standardInput.read(upToCount: SetpointFile.limit + 1),
        data.count <= SetpointFile.limit
      else { throw failure("The setpoints cannot be read; check the file.", .data) }
      switch SetpointFile.read(data) {
      case .success(let file): return .file(file)
      case .failure(let problems):
        var failure = failure(
          "The setpoints cannot be driven: \(problems.list.count) of the lines \(problems.list.count == 1 ? "is" : "are") wrong.",
          .data)
        failure.candidates = problems.lines
        throw failure
      }
    case S_IFDIR:
      throw failure("Standard input is a directory; name a file with setpoints.", .data)
    default:
      guard isatty(STDIN_FILENO) == 0 else {
        throw failure(
          "'tonus drive' reads setpoints from standard input, and that is a terminal; pipe them in, or give a file with '< setpoints'.",
          .usage)
      }
      return .pipe(mailbox())
    }
  }

  private static func failure(_ message: String, _ exit: Exit) -> CommandFailure {
    CommandFailure(
      name: exit == .usage ? "Usage" : "SetpointsInvalid", message: message, exit: exit)
  }

  /// Reads on a thread of its own.
  private static func mailbox() -> SetpointMailbox {
    let mailbox = SetpointMailbox()
    let thread = Thread {
      var reader = LineReader()
      var buffer = [UInt8](repeating: 0, count: 4096)
      while true {
        let count = unsafe buffer.withUnsafeMutableBytes {
          unsafe Glibc.read(STDIN_FILENO, $0.baseAddress, $0.count)
        }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { break }
        mailbox.put(reader.take(buffer.prefix(count)))
      }
      mailbox.put([reader.end()].compactMap(\.self))
      mailbox.end()
    }
    thread.start()
    return mailbox
  }
}
