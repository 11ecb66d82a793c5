// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

struct TimingsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "timings", abstract: "How punctual the daemon's real-time loop is.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var which: DeviceOption

  func run() async throws {
    try await global.perform { link, output in
      let timing = try await link.timings(which.device)
      try output.show(timing, TimingText.lines(timing, style: output.style))
    }
  }
}
