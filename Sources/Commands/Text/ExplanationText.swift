// SPDX-License-Identifier: Apache-2.0

import ControlAPI

/// Which limits shape the output now, tightest first.
enum ExplanationText {
  static func lines(_ explanations: [Explanation], style: TextStyle) -> [String] {
    guard !explanations.isEmpty else {
      return ["Nothing limits the output now: nothing is driven."]
    }
    let rows = explanations.map { explanation in
      [
        explanation.active ? style.yellow("▶") : " ", explanation.limit, explanation.actual,
        explanation.bounds,
      ]
    }
    var lines = Layout.table(["", "LIMIT", "NOW", "ALLOWS"], rows, style: style)
    for explanation in explanations where explanation.active {
      lines += Layout.labelled(
        "   \(explanation.limit):", "\(explanation.source).",
        column: explanation.limit.count + 5, indent: 0, style: style)
    }
    return lines
  }
}
