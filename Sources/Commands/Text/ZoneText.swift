// SPDX-License-Identifier: Apache-2.0

import ControlAPI

/// Zones: as a list by group, and one with all there is to know before a head is held to it.
enum ZoneText {
  static func list(_ zones: [Zone], query: String?, style: TextStyle) -> [String] {
    guard !zones.isEmpty else {
      let asked = query.map { " matches '\($0)'" } ?? ""
      return ["No zone\(asked); 'tonus zones' lists all of them."]
    }
    var groups: [String] = []
    for zone in zones where !groups.contains(zone.group) { groups.append(zone.group) }
    let idWidth = zones.map { $0.id.count }.max() ?? 0
    // The name gives way, so that levels and locks stay in sight.
    let nameWidth = min(zones.map { $0.name.count }.max() ?? 0, max(16, style.width - idWidth - 14))
    var lines: [String] = []
    for group in groups {
      if !lines.isEmpty { lines.append("") }
      lines.append(style.bold(ZoneWords.heading(group)))
      for zone in zones where zone.group == group {
        let about = zone.locked == nil ? levels(zone) : "locked"
        let line =
          "  " + Layout.padded(zone.id, to: idWidth) + "  "
          + Layout.padded(Layout.cut(zone.name, to: nameWidth), to: nameWidth) + "  " + about
        let cut = Layout.cut(line, to: style.width)
        lines.append(zone.locked == nil ? trimmed(cut) : style.dim(trimmed(cut)))
        if zone.locked != nil {
          let way = zone.safeNeighbour.map { "; instead: \($0)" } ?? ""
          lines += Layout.wrapped("class C: \(zone.cautions)\(way)", width: style.width - 4)
            .map { style.dim("    " + $0) }
        }
      }
    }
    return lines
  }

  /// - Parameter address: what was asked for, where that says a level or a side.
  static func page(_ zone: Zone, address: String? = nil, style: TextStyle) -> [String] {
    var lines = [style.bold(zone.name) + style.dim("  \(zone.anatomicalName)")]
    let facts = [
      zone.id, ZoneWords.heading(zone.group).lowercased(), zone.region,
      zone.sides.joined(separator: ", "), levels(zone),
      "class \(zone.safetyClass.uppercased())",
    ].filter { !$0.isEmpty }
    lines += Layout.wrapped(facts.joined(separator: " · "), width: style.width)
    lines.append("")
    if let locked = zone.locked {
      lines += Layout.wrapped(locked, width: style.width - 2).map { "  " + style.red($0) }
      if let neighbour = zone.safeNeighbour {
        lines.append("  Instead: tonus show \(neighbour)")
      }
      lines.append("")
    }
    let depth = zone.depthMillimeters.isEmpty ? "" : ", \(zone.depthMillimeters) mm"
    lines += row("depth", ZoneWords.depth(zone.depth) + depth, style)
    for profile in zone.profiles {
      lines += row(
        profile.id,
        "\(Figures.range(profile.frequencyMin, profile.frequencyMax, "Hz")), "
          + "\(Figures.range(profile.amplitudeMin, profile.amplitudeMax, "mm")), "
          + "at most \(Figures.plain(profile.accelerationMax)) g", style)
    }
    if zone.maximumSeconds > 0, zone.locked == nil {
      lines += row(
        "time",
        "\(Figures.duration(seconds: Double(zone.defaultSeconds))), at most "
          + Figures.duration(seconds: Double(zone.maximumSeconds)), style)
    }
    lines += row("felt", zone.referral, style)
    lines += row("posture", zone.roles.map(ZoneWords.role).joined(separator: "; "), style)
    lines += row("hold", zone.contact, style)
    for position in zone.positions { lines += row(position.stance, position.text, style) }
    lines += row("caution", zone.cautions, style)
    for region in zone.noGo {
      let condition = region.condition.map { " if \($0)" } ?? ""
      lines += row("never on", "\(region.name)\(condition) (\(region.reason))", style)
    }
    if !zone.reachableBy.isEmpty {
      lines += row(
        "reached by",
        zone.reachableBy.joined(separator: ", ")
          + ", says a vendor; no trial shows it: --sources", style)
    }
    lines += row("also", zone.aliases.joined(separator: ", "), style)
    if zone.locked == nil {
      let side = zone.sides.first.map { " --side \($0)" } ?? ""
      lines += ["", "  tonus run \(address ?? zone.id + side)"]
    }
    return lines
  }

  private static func row(_ label: String, _ text: String, _ style: TextStyle) -> [String] {
    text.isEmpty ? [] : Layout.labelled(label, text, column: 12, style: style)
  }

  private static func levels(_ zone: Zone) -> String {
    guard let first = zone.levels.first, let last = zone.levels.last else { return "" }
    return zone.levels.count == 1 ? first : "\(first)…\(last)"
  }

  private static func trimmed(_ line: String) -> String {
    var line = line
    while line.hasSuffix(" ") { line.removeLast() }
    return line
  }
}
