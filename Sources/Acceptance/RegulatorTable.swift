// SPDX-License-Identifier: Apache-2.0
import Plant
import Quantities

/// Figures of the regulator beside the reference of control.md §2, accepted up to a quarter above it.
///
/// The page gives its figures for the heavy tissue set; the light set stands beside the same ones.
public struct RegulatorTable {
  public static let columns: [(hertz: Float, millimeters: Float)] = [
    (20, 1), (30, 1), (45, 1), (80, 0.3),
  ]

  /// One line of the table.
  public struct Row {
    public let key: String
    /// The page's figures per column; negative: for comparison only.
    public let reference: [Float]
    public internal(set) var reached: [Float] = []

    /// Whether the figure of `column` is more than a quarter above the reference.
    public func isBeyond(_ column: Int) -> Bool {
      reference[column] > 0 && reached[column] > reference[column] * 1.25
    }
  }

  public let set: TissueSet
  public private(set) var rows: [Row] = [
    Row(key: "ramp_overshoot_percent", reference: [4, 2.3, 0.7, 1.1]),
    Row(key: "jump_settle_ms", reference: [270, 190, 60, 40]),
    Row(key: "jump_overshoot_percent", reference: [24, 15, 17, 9]),
    Row(key: "load_100ms_settle_ms", reference: [600, 190, 160, 140]),
    Row(key: "load_100ms_over_percent", reference: [84, 11, 14, 14]),
    Row(key: "load_100ms_under_percent", reference: [64, 6, 12, 11]),
    Row(key: "load_5ms_settle_ms", reference: [560, 170, 100, 70]),
    Row(key: "load_5ms_over_percent", reference: [110, 17, 30, 42]),
    Row(key: "lift_peak_open", reference: [-4.2, -3.9, -6.1, -7.3]),
    Row(key: "lift_peak", reference: [3.1, 2.0, 1.7, 1.8]),
    Row(key: "lift_peak_force", reference: [2.1, 1.4, 1.6, 1.8]),
    Row(key: "lift_below_half_ms", reference: [357, 139, 145, 144]),
    Row(key: "lift_below_half_force_ms", reference: [338, 72, 79, 116]),
    Row(key: "regained_ms", reference: [1070, 950, 870, 290]),
    // What the free-air-safe cap leaves of the target; the cap comes first.
    Row(key: "final_lowest", reference: [-1, -1, -1, -1]),
  ]

  /// Runs every scenario on `set`: worst of three loads and four phases, 10 N preload.
  public init(_ set: TissueSet) {
    self.set = set
    for (hertz, millimeters) in Self.columns {
      let frequency = Hertz(hertz: hertz)
      let amplitude = Displacement(millimeters: millimeters)
      let plain = RegulatorScenario(
        frequency: frequency, amplitude: amplitude, set: set, hasForce: false)
      let sensed = RegulatorScenario(
        frequency: frequency, amplitude: amplitude, set: set, hasForce: true)
      let jump = plain.jump()
      let slow = plain.loadChange(over: .milliseconds(100))
      let fast = plain.loadChange(over: .milliseconds(5))
      let lift = plain.liftOff(controlled: true)
      let felt = sensed.liftOff(controlled: true)
      let column = [
        plain.rampOvershoot() * 100, jump.settle * 1000, jump.over * 100, slow.settle * 1000,
        slow.over * 100, -slow.under * 100, fast.settle * 1000, fast.over * 100,
        plain.liftOff(controlled: false).peak, lift.peak, felt.peak, lift.below * 1000,
        felt.below * 1000, max(lift.regained, felt.regained) * 1000, min(slow.final, jump.final),
      ]
      for (row, value) in column.enumerated() { rows[row].reached.append(value) }
    }
  }

  /// How many figures are more than a quarter above the reference.
  public var beyond: Int {
    rows.reduce(0) { sum, row in sum + Self.columns.indices.count { row.isBeyond($0) } }
  }
}
