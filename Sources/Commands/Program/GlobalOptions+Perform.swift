// SPDX-License-Identifier: Apache-2.0

import ControlAPI

extension GlobalOptions {
  func output() -> Output { Output(terminal: .standard(), isJSON: json) }

  /// Connects, does what a command does, and closes again, whatever came of it.
  func perform(_ body: (any DaemonLink, Output) async throws -> Void) async throws {
    let source = try await source()
    do {
      let control = try await source.connect()
      let output = output()
      try await body(control, output)
      output.terminal.flush(milliseconds: 1000)
      await control.close()
      await source.close()
    } catch {
      await source.close()
      throw CommandFailure.wrapping(error)
    }
  }
}
