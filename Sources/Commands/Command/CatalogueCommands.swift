// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

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

struct ZonesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "zones", abstract: "List treatable muscles, all or those that match.")

  @OptionGroup var global: GlobalOptions

  @Argument(help: "Words to look for: a muscle, a region, a common name.")
  var query: [String] = []

  func run() async throws {
    let query = query.isEmpty ? nil : query.joined(separator: " ")
    try await global.perform { control, output in
      let zones = try await control.zones(query)
      try output.show(zones, ZoneText.list(zones, query: query, style: output.style))
    }
  }
}

struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show all there is to know about one muscle.")

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The zone, by its id or a common name.")
  var zone: [String]

  func run() async throws {
    let name = zone.joined(separator: " ")
    try await global.perform { control, output in
      let zone = try await control.zone(name)
      try output.show(zone, ZoneText.page(zone, style: output.style))
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
