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
        explanation.active ? style.yellow("▶") : " ", explanation.limit, explanation.bounds,
        explanation.actual, explanation.source,
      ]
    }
    return Layout.table(["", "LIMIT", "ALLOWS", "NOW", "SOURCE"], rows, style: style)
  }
}
