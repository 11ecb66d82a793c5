// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ControlAPI

struct ClearCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clear",
    abstract: "Clear a latch, by its number and cause, when the cause is gone. Moves nothing.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var which: DeviceOption

  @Argument(help: "The latch's number; without one, every latch that can be cleared.")
  var latch: Int?

  @Argument(help: "The latch's cause, as 'tonus status' shows it.")
  var cause: String?

  func validate() throws {
    if latch != nil, cause == nil {
      throw ValidationError("Name the cause as well, as 'tonus status' shows it.")
    }
  }

  func run() async throws {
    try await global.perform { control, output in
      let status = try await control.status(which.device)
      var latches = status.latches.filter { !$0.needsPowerCycle }
      if let latch, let cause {
        latches = [
          Latch(number: latch, cause: cause, explanation: "", needsPowerCycle: false)
        ]
      } else if let stuck = status.latches.first(where: \.needsPowerCycle) {
        throw CommandFailure(
          name: "Latched",
          message:
            "Latch \(stuck.number) (\(stuck.cause)) needs a power cycle: unplug the device and plug it in again.",
          exit: .tryLater)
      }
      for latch in latches {
        try await control.clear(which.device, latch.number, latch.cause)
      }
      let lines =
        latches.isEmpty
        ? ["No latch is set."] : latches.map { "Cleared latch \($0.number) (\($0.cause))." }
      try output.show(["cleared": latches], lines)
    }
  }
}
