// SPDX-License-Identifier: Apache-2.0

import ControlAPI
import ArgumentParser
import Foundation

/// The program `tonus`, from its arguments to its exit code.
public enum TonusProgram {
  /// Runs the process's own arguments and ends it.
  public static func main() async -> Never {
    openStandardStreams()
    let terminal = Terminal.standard()
    let code = await run(Array(CommandLine.arguments.dropFirst()), terminal: terminal)
    // A terminal that takes nothing must not keep the program alive.
    guard terminal.flush(milliseconds: 1000) else { _exit(code) }
    exit(code)
  }

  /// Puts nothing where a standard stream was closed: the next file that is opened would take its
  /// place, and be read or written to as if it were one.
  private static func openStandardStreams() {
    for stream in STDIN_FILENO...STDERR_FILENO where fcntl(stream, F_GETFD) < 0 {
      // The lowest free number, which is this one.
      _ = unsafe open("/dev/null", O_RDWR)
    }
  }

  static func run(_ arguments: [String], terminal: Terminal) async -> Int32 {
    let output = Output(terminal: terminal, isJSON: arguments.contains("--json"))
    do {
      var command = try Tonus.parseAsRoot(GlobalOptions.hoisted(arguments))
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      return Exit.success.rawValue
    } catch let ending as Ending {
      return ending.exit.rawValue
    } catch let failure as CommandFailure {
      output.fail(failure)
      return failure.exit.rawValue
    } catch {
      let code = Tonus.exitCode(for: error)
      guard code.rawValue != 0 else {
        terminal.print([Tonus.fullMessage(for: error)])
        return 0
      }
      let isUsage = code == .validationFailure
      let command = arguments.first { Tonus.names.contains($0) }.map { " \($0)" } ?? ""
      output.fail(
        CommandFailure(
          name: isUsage ? "Usage" : "Failed",
          message: Tonus.message(for: error) + (isUsage ? " (tonus\(command) --help)" : ""),
          exit: isUsage ? .usage : .unavailable))
      return isUsage ? Exit.usage.rawValue : Exit.unavailable.rawValue
    }
  }
}

/// Ends a command that has said everything with a code of its own.
struct Ending: Error {
  let exit: Exit
}
