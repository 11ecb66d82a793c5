// SPDX-License-Identifier: Apache-2.0

import ControlAPI

/// What would run, before anything moves.
enum PlanText {
  static func lines(_ plan: Plan, style: TextStyle) -> [String] {
    let most = [
      Figures.duration(seconds: plan.seconds),
      "up to \(Figures.plain(plan.frequencyMax)) Hz",
      "\(Figures.plain(plan.amplitudeMax)) mm",
      "\(Figures.plain(plan.accelerationMax)) g",
    ]
    var lines = [style.bold(plan.title), most.joined(separator: " · "), ""]
    var zone = ""
    var rows: [[String]] = []
    for (index, step) in plan.steps.enumerated() {
      rows.append([
        "\(index + 1)", step.zone == zone ? "" : step.zone, step.kind,
        step.kind == "move"
          ? "≤ \(Figures.duration(seconds: step.seconds))"
          : Figures.duration(seconds: step.seconds),
        step.kind == "drive"
          ? Figures.change(step.frequencyStart, step.frequencyEnd, "Hz") : "",
        step.kind == "drive"
          ? Figures.change(step.amplitudeStart, step.amplitudeEnd, "mm") : "",
        step.text,
      ])
      zone = step.zone
    }
    lines += Layout.table(
      ["", "ZONE", "STEP", "TIME", "FREQUENCY", "AMPLITUDE", ""], rows, right: [0, 3],
      style: style)
    if !plan.notes.isEmpty {
      lines.append("")
      for note in plan.notes {
        lines += Layout.wrapped(note, width: style.width - 2).enumerated().map { index, line in
          (index == 0 ? style.yellow("• ") : "  ") + line
        }
      }
    }
    return lines
  }
}
