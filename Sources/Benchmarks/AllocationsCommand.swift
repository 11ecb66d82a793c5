// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Rehearsal

/// Allocations inside the tick of a real daemon, from its start into a running session.
struct AllocationsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "allocations", abstract: "Allocations inside the daemon's tick.")

  @Flag(help: "One JSON object a line.") var json = false
  @Option(help: "How long the session runs.") var seconds = 5
  @Option(help: "The folder of tonusd, tonus and tonus-sim; this program's own when left out.")
  var programs: String?

  func run() throws {
    let session = try RunningSession(programs: programs)
    Thread.sleep(forTimeInterval: Double(seconds))
    try session.stop()
    let report = FigureReport(json: json)
    report.add("tick_allocations", try session.timing("allocations"))
    report.add("ticks_counted", try session.timing("ticks"))
  }
}
