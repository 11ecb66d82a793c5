// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ControlAPI

struct DevicesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "devices", abstract: "List the devices the daemon knows, with their state.")

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    try await global.perform { control, output in
      let devices = try await control.devices()
      try output.show(devices, DeviceText.lines(devices, style: output.style))
    }
  }
}

struct PresetsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "presets", abstract: "List the programs that ship, or show one.")

  @OptionGroup var global: GlobalOptions

  @Option(help: ArgumentHelp("Show this preset's program.", valueName: "name"))
  var show: String?

  func run() async throws {
    try await global.perform { control, output in
      guard let show else {
        let presets = try await control.presets()
        return try output.show(presets, PresetText.list(presets, style: output.style))
      }
      let (preset, text) = try await control.preset(show)
      try output.show(
        PresetPage(preset: preset, text: text),
        PresetText.page(preset, text: text, style: output.style))
    }
  }
}
