// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ControlAPI

struct ZonesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "zones", abstract: "List treatable muscles, all or those that match.",
    discussion: """
      What is given has to fit all together: 'tonus zones --region lumbar --group intrinsic' lists the \
      intrinsic muscles of the low back. A word that chooses nothing lists what there is to choose from.
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "Words to look for: a muscle, a region, a common name.")
  var query: [String] = []

  @Option(help: ArgumentHelp("In this region: lumbar, neck, shoulder blade …", valueName: "region"))
  var region: String?

  @Option(help: ArgumentHelp("Of this group: intrinsic, scapular, gluteal …", valueName: "group"))
  var group: String?

  @Option(
    help: ArgumentHelp(
      "In this posture role: tight, weak, forward-head, tight:forward-head …", valueName: "role"))
  var role: String?

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "To look at when it hurts there: \"between the shoulder blades\".", valueName: "place"))
  var place: String?

  @Flag(help: "The list of seventeen back muscles, reconstructed from an article cut short.")
  var seventeen = false

  func validate() throws {
    guard query.isEmpty || query.contains(where: { $0.contains { !$0.isWhitespace } }) else {
      throw ValidationError("Say what to look for, or nothing at all to list every zone.")
    }
    let others = query.isEmpty && region == nil && group == nil && role == nil && place == nil
    guard !seventeen || others else {
      throw ValidationError("--seventeen is a list of its own; leave out the rest.")
    }
  }

  func run() async throws {
    try await global.perform { control, output in
      if seventeen {
        let list = try await control.seventeen()
        return try output.show(list, PlaceText.seventeen(list, style: output.style))
      }
      let words = query.isEmpty ? nil : query.joined(separator: " ")
      let found = try await control.zones(
        Control.FindZonesParameters(
          query: words, region: region, group: group, role: role, where: place))
      guard place == nil else {
        return try output.show(found, PlaceText.lines(found, style: output.style))
      }
      let asked = [words, region, group, role].compactMap { $0 }.joined(separator: ", ")
      try output.show(
        found.zones,
        ZoneText.list(found.zones, query: asked.isEmpty ? nil : asked, style: output.style))
    }
  }
}

struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show all there is to know about one muscle.")

  @OptionGroup var global: GlobalOptions

  @Argument(
    help: "The zone, by its id, an address (multifidus-lumbar@L5-S1:left) or a common name.")
  var zone: [String]

  @Flag(help: "Every number and rule, with where it comes from and how far that may be trusted.")
  var sources = false

  @Option(
    help: ArgumentHelp("Write a map of the body: a name that ends with .svg.", valueName: "path"))
  var map: String?

  func validate() throws {
    guard let map, !map.lowercased().hasSuffix(".svg") else { return }
    throw ValidationError("'\(map)' is no kind of map that is written; end it with .svg.")
  }

  func run() async throws {
    let name = zone.joined(separator: " ")
    try await global.perform { control, output in
      if try await control.plans().contains(where: { $0.name == name }) {
        let page = try await control.plan(name, nil, nil)
        return try output.show(page, ProposalText.page(page, style: output.style))
      }
      let reply = try await control.zone(name)
      let style = output.style
      if let map {
        let drawn = try await control.map(Control.DrawZonesParameters(zones: [name]))
        try ProgramFile.write(Array(drawn.svg.utf8), to: map)
        return try output.show(["written": map], ["Written: \(map)"])
      }
      if sources { return try output.show(reply, SourceText.lines(reply, style: style)) }
      guard !output.isJSON else { return try output.json(reply.zone) }
      let drawn = try await control.map(
        Control.DrawZonesParameters(
          zones: [name], columns: min(50, style.width - 2), plain: style.isPlain))
      output.terminal.print(
        ZoneText.page(reply.zone, address: Self.address(name), style: style) + [""]
          + MapText.lines(drawn, style: style))
    }
  }

  /// The name again where it says more than the zone, as the shell takes it.
  private static func address(_ name: String) -> String? {
    guard name.contains(where: { "@:".contains($0) }) else { return nil }
    return name.contains(" ") ? "\"\(name)\"" : name
  }
}
