// SPDX-License-Identifier: Apache-2.0

import ControlAPI

/// A session's curves in a table, a row to a tenth of a second and actuator.
enum CurveText {
  static func lines(_ curve: Curve, style: TextStyle) -> [String] {
    guard !curve.ms.isEmpty else { return ["No curve was kept of this session."] }
    let actuators = [curve.first, curve.second].compactMap { $0 }
    var rows: [[String]] = []
    for index in curve.ms.indices {
      for (number, actuator) in actuators.enumerated() {
        let point =
          number == 0
          ? [Figures.fixed(Double(curve.ms[index]) / 1000, 1), "\(curve.step[index] + 1)"]
          : ["", ""]
        rows.append(
          point + (actuators.count > 1 ? ["\(number)"] : []) + cells(actuator, index))
      }
    }
    let headings =
      ["S", "STEP"] + (actuators.count > 1 ? ["ACTUATOR"] : [])
      + ["HZ ASKED", "MEASURED", "MM ASKED", "MEASURED", "G", "N"]
    return Layout.table(headings, rows, right: Set(headings.indices), style: style)
  }

  private static func cells(_ curve: ActuatorCurve, _ index: Int) -> [String] {
    [
      Figures.fixed(curve.commandedFrequency[index], 1),
      Figures.fixed(curve.measuredFrequency[index], 1),
      Figures.fixed(curve.commandedAmplitude[index], 3),
      Figures.fixed(curve.measuredAmplitude[index], 3),
      Figures.fixed(curve.acceleration[index], 2), Figures.fixed(curve.contactForce[index], 1),
    ]
  }
}
