// SPDX-License-Identifier: Apache-2.0
import Foundation

/// What one daemon took for so many devices.
struct FleetLoad {
  var count: Int
  /// Of one core, all devices together.
  var processorPercent: Float
  var residentMebibytes: Float
  /// Deadlines that passed without a tick, of all deadlines.
  var lateShare: Float
  /// Microseconds, since the daemon's start.
  var tickP99: Float
  /// Setpoints a second of the device that got the fewest.
  var slowestSetpoints: Float
  var tickAllocations: Float
  /// On the threads of the links, for each frame sent or received.
  var allocationsPerFrame: Float
  /// Microseconds from a client's write to the stop on the wire of the device that is ticked last.
  var stops: Quantiles
  /// Microseconds of the same way without a daemon in it, measured between those stops.
  var floor: Quantiles
  /// Milliseconds from the stop to the end of motion by the truth of each device's plant.
  var standstills: [Float]
}

/// What a daemon has counted at one moment.
struct FleetCounts {
  struct Link {
    var setpoints: Double
    var frames: Double
    var allocations: Double
  }

  var ticks: Double
  var lateTicks: Double
  var tickP99: Float
  var tickAllocations: Float
  var links: [Link]

  init(_ reply: [String: Any]) {
    let diagnosis = reply["diagnosis"] as? [String: Any] ?? [:]
    func number(_ object: [String: Any], _ key: String) -> Double {
      (object[key] as? NSNumber)?.doubleValue ?? .nan
    }
    let timing = diagnosis["timing"] as? [String: Any] ?? [:]
    ticks = number(timing, "ticks")
    lateTicks = number(timing, "lateTicks")
    tickP99 = Float(number(timing, "latenessP99us"))
    tickAllocations = Float(number(timing, "allocations"))
    links = (diagnosis["links"] as? [[String: Any]] ?? []).map { link in
      let setpoints = number(link, "setpointsSent")
      return Link(
        setpoints: setpoints, frames: setpoints + number(link, "framesReceived"),
        allocations: number(link, "allocations"))
    }
  }
}
