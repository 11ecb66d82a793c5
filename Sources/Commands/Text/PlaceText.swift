// SPDX-License-Identifier: Apache-2.0

import ControlAPI

/// What to look at when it hurts somewhere, and the list of seventeen.
enum PlaceText {
  static func lines(_ found: Control.FindZonesReply, style: TextStyle) -> [String] {
    var lines: [String] = []
    for place in found.places {
      if !lines.isEmpty { lines.append("") }
      lines.append(style.bold(place.name))
      if let first = place.askFirst {
        lines += Layout.wrapped(first, width: style.width - 2).map { "  " + style.red($0) }
      }
      let zones = place.zones.compactMap { id in found.zones.first { $0.id == id } }
      let width = zones.map { $0.id.count }.max() ?? 0
      for (number, zone) in zones.enumerated() {
        let about = zone.locked == nil ? zone.name : "\(zone.name): locked, for information"
        let line = "  \(number + 1)  " + Layout.padded(zone.id, to: width) + "  " + about
        let cut = Layout.cut(line, to: style.width)
        lines.append(zone.locked == nil ? cut : style.dim(cut))
        if let neighbour = zone.safeNeighbour, zone.locked != nil {
          let way = Layout.padded("", to: width + 7) + "instead: \(neighbour)"
          lines.append(style.dim(Layout.cut(way, to: style.width)))
        }
      }
      if zones.isEmpty { lines.append("  None of its zones fits the rest of what you asked for.") }
      if let note = place.note {
        lines += Layout.wrapped(note, width: style.width - 2).map { "  " + $0 }
      }
    }
    if !found.questions.isEmpty {
      lines += ["", style.bold("Ask yourself first")]
      for question in found.questions {
        lines += Layout.labelled(question.id, question.text, column: 7, indent: 2, style: style)
        lines += Layout.wrapped(question.effect, width: style.width - 9).map {
          Layout.padded("", to: 9) + style.dim($0)
        }
      }
    }
    lines.append("")
    lines += Layout.wrapped(
      "Where muscles are known to be felt, from general knowledge [T]: no diagnosis.",
      width: style.width
    ).map { style.dim($0) }
    return lines
  }

  static func seventeen(_ list: Control.ListSeventeenReply, style: TextStyle) -> [String] {
    var lines = [style.bold(list.title)]
    lines += Layout.wrapped(list.note, width: style.width).map { style.dim($0) }
    lines.append("")
    let width = list.muscles.map { $0.name.count }.max() ?? 0
    for (number, muscle) in list.muscles.enumerated() {
      let mark = muscle.survived == nil ? " " : "*"
      let line =
        Layout.rightAligned("\(number + 1)", to: 2) + mark + " "
        + Layout.padded(muscle.name, to: width) + "  " + muscle.zones.joined(separator: ", ")
      lines.append(Layout.cut(line, to: style.width))
    }
    lines += ["", style.dim("* survived in the article")]
    return lines
  }
}
