// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Plant
import Quantities

/// The acceptance table of the regulator: figure reached, reference, accepted.
struct RegulatorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "regulator", abstract: "The regulator's acceptance table.")

  @Flag(help: "One JSON object a line.") var json = false
  @Option(help: "Tissue sets: heavy, light or both.") var set = "both"

  func run() {
    if set != "light" { table(.heavy) }
    if set != "heavy" { table(.light) }
  }

  private func table(_ set: TissueSet) {
    var table = AcceptanceTable(set: set, json: json)
    for (column, (hertz, millimeters)) in AcceptanceTable.columns.enumerated() {
      let plain = RegulatorScenario(
        frequency: Hertz(hertz: hertz), amplitude: Displacement(millimeters: millimeters),
        set: set, hasForce: false)
      let sensed = RegulatorScenario(
        frequency: plain.frequency, amplitude: plain.amplitude, set: set, hasForce: true)
      table.set("ramp_overshoot_percent", column, plain.rampOvershoot() * 100)
      let jump = plain.jump()
      table.set("jump_settle_ms", column, jump.settle * 1000)
      table.set("jump_overshoot_percent", column, jump.over * 100)
      let slow = plain.loadChange(over: .milliseconds(100))
      table.set("load_100ms_settle_ms", column, slow.settle * 1000)
      table.set("load_100ms_over_percent", column, slow.over * 100)
      table.set("load_100ms_under_percent", column, -slow.under * 100)
      let fast = plain.loadChange(over: .milliseconds(5))
      table.set("load_5ms_settle_ms", column, fast.settle * 1000)
      table.set("load_5ms_over_percent", column, fast.over * 100)
      table.set("lift_peak_open", column, plain.liftOff(controlled: false).peak)
      let lift = plain.liftOff(controlled: true)
      let felt = sensed.liftOff(controlled: true)
      table.set("lift_peak", column, lift.peak)
      table.set("lift_peak_force", column, felt.peak)
      table.set("lift_below_half_ms", column, lift.below * 1000)
      table.set("lift_below_half_force_ms", column, felt.below * 1000)
      table.set("regained_ms", column, max(lift.regained, felt.regained) * 1000)
      table.set("final_lowest", column, min(slow.final, jump.final))
    }
    table.print()
  }
}
