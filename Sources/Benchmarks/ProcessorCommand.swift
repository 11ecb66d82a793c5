// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Rehearsal

/// What a real daemon takes of the machine while it drives one serial device at 1 kHz.
struct ProcessorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cpu", abstract: "Processor and memory of the daemon in a session.")

  @Flag(help: "One JSON object a line.") var json = false
  @Option(help: "How long to measure.") var seconds = 15
  @Option(help: "The folder of tonusd, tonus and tonus-sim; this program's own when left out.")
  var programs: String?

  func run() throws {
    let session = try RunningSession(programs: programs)
    let process = session.daemon.processIdentifier
    let before = try ProcessUsage(process)
    let began = ProcessInfo.processInfo.systemUptime
    Thread.sleep(forTimeInterval: Double(seconds))
    let after = try ProcessUsage(process)
    let elapsed = ProcessInfo.processInfo.systemUptime - began
    let report = FigureReport(json: json)
    report.add(
      "cpu_percent",
      Float((after.processorSeconds - before.processorSeconds) / elapsed * 100))
    report.add("rss_mib", after.residentMebibytes)
    report.add("daemon_tick_p50_us", try session.timing("latenessP50us"))
    report.add("daemon_tick_p99_us", try session.timing("latenessP99us"))
    report.add("daemon_tick_p999_us", try session.timing("latenessP999us"))
    try session.stop()
  }
}
