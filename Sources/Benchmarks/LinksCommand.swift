// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation

/// What many serial devices at 1 kHz take of the machine, and whether a stop is slower among them.
struct LinksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "links",
    abstract: "Processor, lateness, memory and stops with 1, 8 and 32 devices in sessions.")

  @Flag(help: "One JSON object a line.") var json = false
  @Option(help: "How many devices, least first.") var devices = [1, 8, 32]
  @Option(help: "How long to measure with each number of devices, at most 40 s.") var seconds = 10
  @Option(help: "Stops to measure with each number of devices.") var stops = 300
  @Option(help: "The folder of tonusd, tonus and tonus-sim; this program's own when left out.")
  var programs: String?

  /// A stop's time to standstill depends on where in its swing the head was.
  ///
  /// With one stop of one device the slowest of one would be compared with the slowest of many.
  private static let leastStandstills = 8

  func validate() throws {
    // The sessions last a minute.
    guard (1...40).contains(seconds) else {
      throw ValidationError("--seconds \(seconds) is not within 1 to 40.")
    }
    guard !devices.isEmpty, devices.allSatisfy({ (1...60).contains($0) }) else {
      throw ValidationError("--devices are not each within 1 to 60.")
    }
  }

  func run() throws {
    let report = FigureReport(json: json)
    var loads: [FleetLoad] = []
    for count in devices {
      var load = try FleetSession(programs: programs, count: count)
        .measure(seconds: seconds, stops: stops)
      while load.standstills.count < Self.leastStandstills {
        load.standstills += try FleetSession(programs: programs, count: count)
          .standstills(after: seconds)
      }
      let prefix = "links_\(count)"
      report.add("\(prefix)_cpu_percent", load.processorPercent)
      report.add("\(prefix)_cpu_percent_per_device", load.processorPercent / Float(count))
      report.add("\(prefix)_late_share", load.lateShare)
      report.add("\(prefix)_tick_p99_us", load.tickP99)
      report.add("\(prefix)_setpoint_hz", load.slowestSetpoints)
      report.add("\(prefix)_rss_mib", load.residentMebibytes)
      report.add("\(prefix)_stop_p50_us", load.stops.quantile(perMille: 500))
      report.add("\(prefix)_stop_p99_us", load.stops.quantile(perMille: 990))
      report.add("\(prefix)_floor_p50_us", load.floor.quantile(perMille: 500))
      report.add("\(prefix)_floor_p99_us", load.floor.quantile(perMille: 990))
      report.add("\(prefix)_standstill_p50_ms", Quantiles(load.standstills).median)
      report.add("\(prefix)_standstill_ms", load.standstills.max() ?? 0)
      loads.append(load)
    }
    guard let one = loads.first, let many = loads.last else { return }
    report.add("links_tick_allocations", loads.map(\.tickAllocations).max() ?? 0)
    report.add(
      "links_link_thread_allocations_per_frame", loads.map(\.allocationsPerFrame).max() ?? 0)
    guard loads.count > 1, many.count > one.count else { return }
    report.add(
      "links_growth",
      many.processorPercent / Float(many.count) / (one.processorPercent / Float(one.count)))
    report.add(
      "links_rss_kib_per_device",
      (many.residentMebibytes - one.residentMebibytes) * 1024 / Float(many.count - one.count))
    // What a machine with more to do takes longer for is in both.
    for (name, share) in [("p50", 500), ("p99", 990)] {
      let stops = many.stops.quantile(perMille: share) / one.stops.quantile(perMille: share)
      let floors = many.floor.quantile(perMille: share) / one.floor.quantile(perMille: share)
      report.add("links_stop_\(name)_ratio", stops)
      report.add("links_floor_\(name)_ratio", floors)
    }
    report.add(
      "links_standstill_p50_ratio",
      Quantiles(many.standstills).median / Quantiles(one.standstills).median)
    report.add(
      "links_standstill_ratio",
      (many.standstills.max() ?? 0) / (one.standstills.max() ?? 0))
  }
}
