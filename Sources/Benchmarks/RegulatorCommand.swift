// SPDX-License-Identifier: Apache-2.0
import Acceptance
import ArgumentParser
import Plant

/// The acceptance table of the regulator: figure reached, reference, accepted.
struct RegulatorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "regulator", abstract: "The regulator's acceptance table.")

  @Flag(help: "One JSON object a line.") var json = false
  @Option(help: "Tissue sets: heavy, light or both.") var set = "both"

  func run() {
    for tissue in [TissueSet.heavy, .light] where set == "both" || set == "\(tissue)" {
      let table = RegulatorTable(tissue)
      if json { report(table) } else { print(table) }
    }
  }

  private func report(_ table: RegulatorTable) {
    let report = FigureReport(json: true)
    for row in table.rows {
      for (column, value) in row.reached.enumerated() {
        let hertz = Int(RegulatorTable.columns[column].hertz)
        report.add("regulator_\(table.set)_\(row.key)_\(hertz)hz", value)
      }
    }
    report.add("regulator_\(table.set)_beyond", Float(table.beyond))
  }

  private func print(_ table: RegulatorTable) {
    Swift.print("\ntissue set \(table.set): reached / reference, ! more than a quarter above")
    let heads = RegulatorTable.columns.map { "\(Int($0.hertz)) Hz \($0.millimeters) mm" }
    Swift.print(padded("", 26) + heads.map { padded($0, 20) }.joined())
    for row in table.rows {
      var line = padded(row.key, 26)
      for (column, value) in row.reached.enumerated() {
        let mark = row.isBeyond(column) ? " !" : ""
        line += padded("\(rounded(value)) / \(rounded(abs(row.reference[column])))\(mark)", 20)
      }
      Swift.print(line)
    }
    Swift.print("\(table.beyond) of \(table.rows.count * heads.count) beyond")
  }

  private func rounded(_ value: Float) -> Float {
    value >= 30 ? value.rounded() : (value * 100).rounded() / 100
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}
