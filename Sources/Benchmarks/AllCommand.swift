// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Rehearsal

/// Runs every benchmark in a process of its own, prints one table, and writes one file.
struct AllCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "all", abstract: "Every benchmark: a table, and a JSON file.")

  @Option(name: .customLong("json"), help: "Where to write the figures as one JSON object.")
  var path: String?

  /// What the table at the end shows, in its order; all else is detail.
  private static let headline =
    [
      "tick_p50_us", "tick_p99_us", "tick_p999_us", "cyclictest_p50_us", "cyclictest_p99_us",
      "cyclictest_p999_us", "tick_p99_ratio", "stop_p50_us", "stop_p99_us", "socket_floor_p50_us",
      "socket_floor_p99_us", "stop_above_floor_p99_us", "cpu_percent", "rss_mib",
      "simulation_speedup", "tick_allocations", "check_ms", "plot_ms", "zone_search_ms",
      "tick_evaluate_ns_p99", "session_start_ms", "ledger_slice_ms",
      "ledger_slice_p99_ms",
      "links_1_cpu_percent", "links_8_cpu_percent", "links_32_cpu_percent", "links_growth",
      "links_1_late_share", "links_8_late_share", "links_32_late_share", "links_rss_kib_per_device",
      "links_link_thread_allocations_per_frame", "links_1_stop_p99_us", "links_8_stop_p99_us",
      "links_32_stop_p99_us", "links_stop_p50_ratio", "links_floor_p50_ratio",
      "links_stop_p99_ratio", "links_floor_p99_ratio", "links_standstill_ratio",
    ] + StopCause.allCases.map(StandstillCommand.worst)

  func run() throws {
    var figures: [String: Float] = [:]
    var failed: [String] = []
    for command in BenchCommand.configuration.subcommands where command != AllCommand.self {
      let name = command.configuration.commandName ?? ""
      guard let lines = try run(name) else {
        failed.append(name)
        continue
      }
      for (key, value) in lines {
        figures[key] = value
        print(row(key, value))
      }
    }
    if let path { try write(figures, to: path) }
    print("\nfigure                            reached     to reach")
    for key in Self.headline {
      if let value = figures[key] { print(row(key, value)) } else { failed.append(key) }
    }
    for name in failed { print("'\(name)' failed; see its message above.") }
    if !failed.isEmpty { throw ExitCode.failure }
  }

  private func row(_ key: String, _ value: Float) -> String {
    let padded = key.padding(toLength: max(34, key.count + 1), withPad: " ", startingAt: 0)
    let number = "\(value)"
    let column = number.padding(toLength: max(12, number.count), withPad: " ", startingAt: 0)
    guard let limit = FigureLimit.all[key] else { return padded + number }
    return padded + column + limit.text + (limit.holds(value) ? "" : "   missed")
  }

  /// Runs one benchmark; nil when it fails.
  private func run(_ name: String) throws -> [(String, Float)]? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = [name, "--json"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
    return text.split(separator: "\n").compactMap { line in
      guard
        let figure = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        let key = figure["key"] as? String, let value = figure["value"] as? NSNumber
      else { return nil }
      return (key, value.floatValue)
    }
  }

  private func write(_ figures: [String: Float], to path: String) throws {
    let lines = figures.sorted { $0.key < $1.key }.map { "  \"\($0.key)\": \($0.value)" }
    let text = "{\n" + lines.joined(separator: ",\n") + "\n}\n"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  }
}
