// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Quantities
import Realtime

/// How late the tick begins, beside cyclictest at the same priority, the two taking turns.
struct TickCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tick", abstract: "Tick lateness at 1 kHz beside cyclictest.")

  @Flag(help: "One JSON object a line.") var json = false
  // A virtual machine loses its processors in bursts, which fall on one side of a pair or the other: the
  // median of five pairs of 6 s lay between 0.65 and 2.2 with one binary. Many short pairs narrow it.
  @Option(help: "Pairs of runs, at least five for a figure to state.") var pairs = 25
  @Option(help: "Length of each run.") var seconds = 3

  func run() throws {
    var ours: [[Float]] = []
    var theirs: [[Float]] = []
    for pair in 0..<pairs {
      // Who goes first alternates, so that a drift of the machine favours neither.
      if pair.isMultiple(of: 2) {
        ours.append(try tick())
        theirs.append(try cyclictest())
      } else {
        theirs.append(try cyclictest())
        ours.append(try tick())
      }
    }
    let report = FigureReport(json: json)
    for (index, name) in ["p50", "p99", "p999"].enumerated() {
      let ratios = zip(ours, theirs).map { $0[index] / max(1, $1[index]) }
      report.add("tick_\(name)_us", Quantiles(ours.map { $0[index] }).median)
      report.add("cyclictest_\(name)_us", Quantiles(theirs.map { $0[index] }).median)
      report.add("tick_\(name)_ratio", Quantiles(ratios).median)
    }
  }

  private func tick() throws -> [Float] {
    let thread = try TickThread(body: Work())
    Thread.sleep(forTimeInterval: Double(seconds))
    thread.stop()
    for warning in thread.warnings {
      FileHandle.standardError.write(Data("\(warning)\n".utf8))
    }
    let summary = thread.lateness.summary
    return [summary.median, summary.p99, summary.p999].map { Float($0.microseconds) }
  }

  private func cyclictest() throws -> [Float] {
    let run = try Cyclictest(priority: RealtimeThread.tickPriority, ticks: seconds * 1000)
    return [500, 990, 999].map { run.quantile(perMille: $0) }
  }

  private struct Work: TickBody, Sendable {
    mutating func tick(_ tick: Tick) {}
  }
}
