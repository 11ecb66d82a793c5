// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rehearsal

/// What a figure has to keep to, in the unit at the end of its key.
enum FigureLimit {
  case atMost(Float, note: String = "")
  case atLeast(Float)

  func holds(_ value: Float) -> Bool {
    switch self {
    case .atMost(let most, _): value <= most
    case .atLeast(let least): value >= least
    }
  }

  /// As the table shows it: `≤ 1000 (one tick)`.
  var text: String {
    switch self {
    case .atMost(let most, let note):
      String(format: "≤ %g", Double(most)) + (note.isEmpty ? "" : " (\(note))")
    case .atLeast(let least): String(format: "≥ %g", Double(least))
    }
  }

  /// The limits of all figures that have one, by key.
  static let all = stops.merging(others) { $1 }

  private static let stops = Dictionary(
    uniqueKeysWithValues: StopCause.allCases.map {
      (StandstillCommand.worst($0), FigureLimit.atMost(Float($0.allowedMilliseconds)))
    })

  private static let others: [String: FigureLimit] = [
    "tick_p99_ratio": .atMost(1.3),
    "stop_above_floor_p99_us": .atMost(1000, note: "one tick"),
    "cpu_percent": .atMost(4), "rss_mib": .atMost(32),
    "simulation_speedup": .atLeast(1000),
    "tick_allocations": .atMost(0),
    "session_start_ms": .atMost(20),
    "check_ms": .atMost(50), "plot_ms": .atMost(300), "zone_search_ms": .atMost(5),
    "tick_evaluate_ns_p99": .atMost(1000),
    "links_32_cpu_percent": .atMost(100, note: "one core"),
    "links_growth": .atMost(1, note: "linear"),
    "links_stop_p99_ratio": .atMost(1.1),
    "links_standstill_ratio": .atMost(1.1),
  ]
}
