// SPDX-License-Identifier: Apache-2.0

import ControlAPI

/// How late the daemon's ticks were.
enum TimingText {
  static func lines(_ timing: Timing, style: TextStyle) -> [String] {
    let rows = [
      ("p50", timing.latenessP50us), ("p99", timing.latenessP99us),
      ("p99.9", timing.latenessP999us), ("most", timing.latenessMaxUs),
    ].map { [$0.0, "\(Figures.fixed($0.1, 0)) µs"] }
    return [
      "\(timing.ticks) ticks, \(timing.lateTicks) late, \(timing.allocations) allocations in them"
    ] + Layout.table(["LATENESS", ""], rows, right: [1], style: style)
  }
}
