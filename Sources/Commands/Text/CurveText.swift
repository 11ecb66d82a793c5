// SPDX-License-Identifier: Apache-2.0

import ControlAPI

/// A session's curves in a table, a row to a tenth of a second.
enum CurveText {
  static func lines(_ curve: Curve, style: TextStyle) -> [String] {
    guard !curve.ms.isEmpty else { return ["No curve was kept of this session."] }
    let rows = curve.ms.indices.map { index in
      [
        Figures.fixed(Double(curve.ms[index]) / 1000, 1), "\(curve.step[index] + 1)",
        Figures.fixed(curve.commandedFrequency[index], 1),
        Figures.fixed(curve.measuredFrequency[index], 1),
        Figures.fixed(curve.commandedAmplitude[index], 3),
        Figures.fixed(curve.measuredAmplitude[index], 3),
        Figures.fixed(curve.acceleration[index], 2), Figures.fixed(curve.contactForce[index], 1),
      ]
    }
    return Layout.table(
      ["S", "STEP", "HZ ASKED", "MEASURED", "MM ASKED", "MEASURED", "G", "N"], rows,
      right: Set(0...7), style: style)
  }
}
