// SPDX-License-Identifier: Apache-2.0
import Plant

/// Figures beside the reference of control.md §2, accepted up to a quarter above it.
struct AcceptanceTable {
  static let columns: [(hertz: Float, millimeters: Float)] = [(20, 1), (30, 1), (45, 1), (80, 0.3)]

  /// Row keys and the reference per column, in the order of the page; negative: not judged.
  static let rows: [(key: String, reference: [Float])] = [
    ("ramp_overshoot_percent", [4, 2.3, 0.7, 1.1]),
    ("jump_settle_ms", [270, 190, 60, 40]),
    ("jump_overshoot_percent", [24, 15, 17, 9]),
    ("load_100ms_settle_ms", [600, 190, 160, 140]),
    ("load_100ms_over_percent", [84, 11, 14, 14]),
    ("load_100ms_under_percent", [64, 6, 12, 11]),
    ("load_5ms_settle_ms", [560, 170, 100, 70]),
    ("load_5ms_over_percent", [110, 17, 30, 42]),
    ("lift_peak_open", [-4.2, -3.9, -6.1, -7.3]),
    ("lift_peak", [3.1, 2.0, 1.7, 1.8]),
    ("lift_peak_force", [2.1, 1.4, 1.6, 1.8]),
    ("lift_below_half_ms", [357, 139, 145, 144]),
    ("lift_below_half_force_ms", [338, 72, 79, 116]),
    ("regained_ms", [1070, 950, 870, 290]),
    ("final_lowest", [-1, -1, -1, -1]),
  ]

  let set: TissueSet
  let json: Bool
  private var reached: [String: [Float]] = [:]

  init(set: TissueSet, json: Bool) {
    self.set = set
    self.json = json
  }

  mutating func set(_ key: String, _ column: Int, _ value: Float) {
    reached[key, default: Array(repeating: 0, count: Self.columns.count)][column] = value
  }

  func print() {
    if json {
      for (key, _) in Self.rows {
        for (column, value) in (reached[key] ?? []).enumerated() {
          FigureReport(json: true).add(
            "regulator_\(set)_\(key)_\(Int(Self.columns[column].hertz))hz", value)
        }
      }
      return
    }
    Swift.print("\nset \(set): reached / reference (! beyond reference + 25 %)")
    Swift.print(
      padded("", 26)
        + Self.columns.map { padded("\(Int($0.hertz)) Hz \($0.millimeters) mm", 20) }.joined())
    var beyond = 0
    for (key, references) in Self.rows {
      var line = padded(key, 26)
      for (column, reference) in references.enumerated() {
        let value = reached[key]?[column] ?? 0
        let isBeyond = reference > 0 && value > reference * 1.25
        if isBeyond { beyond += 1 }
        line += padded("\(rounded(value)) / \(rounded(abs(reference)))\(isBeyond ? " !" : "")", 20)
      }
      Swift.print(line)
    }
    Swift.print("\(beyond) cells beyond")
  }

  private func rounded(_ value: Float) -> Float {
    value >= 30 ? value.rounded() : (value * 100).rounded() / 100
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}
