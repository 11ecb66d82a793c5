// SPDX-License-Identifier: Apache-2.0

import ControlAPI

/// Presets in a table, and one with its program.
enum PresetText {
  static func list(_ presets: [Preset], style: TextStyle) -> [String] {
    guard !presets.isEmpty else { return ["No preset is installed."] }
    let rows = presets.map { preset in
      [
        preset.name, Figures.duration(seconds: preset.seconds), preset.title,
      ]
    }
    return Layout.table(["PRESET", "LENGTH", "TITLE"], rows, right: [1], style: style)
  }

  static func page(_ preset: Preset, text: String, style: TextStyle) -> [String] {
    var lines = [
      style.bold(preset.title),
      "\(preset.name) · \(Figures.duration(seconds: preset.seconds)) · \(preset.steps) steps",
    ]
    lines += Layout.wrapped(preset.zones.joined(separator: ", "), width: style.width)
    lines.append("")
    lines += text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}
