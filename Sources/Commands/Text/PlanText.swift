// SPDX-License-Identifier: Apache-2.0

import ControlAPI

/// What would run, before anything moves.
enum PlanText {
  /// Steps that are shown; nobody reads more before they say yes.
  static let mostSteps = 60

  static func lines(_ plan: Plan, style: TextStyle) -> [String] {
    let zones = Set(plan.steps.map(\.zone))
    let isOneZone = zones.count == 1
    let facts =
      (isOneZone ? Array(zones) : []) + [
        Figures.duration(seconds: plan.seconds),
        "up to \(Figures.plain(plan.frequencyMax)) Hz",
        "\(Figures.plain(plan.amplitudeMax)) mm",
        "\(Figures.plain(plan.accelerationMax)) g",
      ]
    var lines = [style.bold(plan.title), facts.joined(separator: " · "), ""]
    var zone = ""
    var rows: [[String]] = []
    for (index, step) in plan.steps.prefix(mostSteps).enumerated() {
      let isDriven = step.kind == "drive" || step.kind == "live"
      let actuators = step.actuators ?? []
      let time = Figures.duration(seconds: step.seconds)
      var row = ["\(index + 1)"]
      if !isOneZone { row.append(step.zone == zone ? "" : step.zone) }
      row += [
        actuators.first.map { "\(step.kind) \($0.actuator)" } ?? step.kind,
        step.kind == "move" || step.kind == "ask" ? "≤ \(time)" : time,
        isDriven ? Figures.change(step.frequencyStart, step.frequencyEnd, "Hz") : "",
        isDriven ? Figures.change(step.amplitudeStart, step.amplitudeEnd, "mm") : "",
        step.text,
      ]
      rows.append(row)
      for other in actuators.dropFirst() {
        rows.append(
          (isOneZone ? [""] : ["", ""]) + [
            "\(step.kind) \(other.actuator)", "",
            Figures.change(other.frequencyStart, other.frequencyEnd, "Hz"),
            Figures.change(other.amplitudeStart, other.amplitudeEnd, "mm"), "",
          ])
      }
      zone = step.zone
    }
    let headings =
      [""] + (isOneZone ? [] : ["ZONE"]) + ["STEP", "TIME", "FREQUENCY", "AMPLITUDE", ""]
    lines += Layout.table(
      headings, rows, right: isOneZone ? [0, 2] : [0, 3], style: style)
    let more = plan.steps.count - mostSteps
    if more > 0 {
      lines.append(
        style.dim("… and \(more) more step\(more == 1 ? "" : "s"); --json shows them all"))
    }
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
