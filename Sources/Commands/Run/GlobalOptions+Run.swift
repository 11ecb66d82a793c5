// SPDX-License-Identifier: Apache-2.0

import ControlAPI
import Foundation

extension GlobalOptions {
  /// Runs a session from its questions to its account, and ends with its exit code.
  func run(_ request: RunRequest, output: Output, keyboard: any Keyboard) async throws {
    let source = try await source()
    let signals = Signals()
    let stopper = Stopper(source: source)
    let session = RunSession(
      source: source, output: output, keyboard: keyboard,
      stopper: stopper, stops: signals.causes,
      quit: { exit in
        // Whoever insists while a stop is on its way does not wait for the rest.
        if await stopper.cause == nil { await source.close() }
        output.terminal.flush(milliseconds: 200)
        _exit(exit.rawValue)
      })
    do {
      let exit = try await session.run(request)
      output.terminal.flush(milliseconds: 1000)
      await source.close()
      withExtendedLifetime(signals) {}
      throw Ending(exit: exit)
    } catch let ending as Ending {
      throw ending
    } catch {
      await source.close()
      throw CommandFailure.wrapping(error)
    }
  }
}
