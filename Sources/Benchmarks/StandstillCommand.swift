// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Rehearsal

/// From a cause to the end of motion by the plant's truth, with the real programs on a pty.
struct StandstillCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "standstill", abstract: "How long the head moves after each cause of a stop.")

  @Flag(help: "One JSON object a line.") var json = false
  @Option(help: "Sessions for each cause.") var sessions = 5
  @Option(help: "The folder of tonusd, tonus and tonus-sim; this program's own when left out.")
  var programs: String?
  @Option(help: "One cause only.") var cause: String?

  /// The key of the longest that `cause` took.
  static func worst(_ cause: StopCause) -> String { "stop_\(cause.rawValue)_ms" }

  func run() throws {
    let report = FigureReport(json: json)
    let folder = ProgramsFolder.resolve(programs)
    for cause in StopCause.allCases where self.cause == nil || self.cause == cause.rawValue {
      var times: [Double] = []
      for _ in 0..<sessions {
        times.append(try Stage(programs: folder).measure(cause).endedMilliseconds)
      }
      let sorted = times.sorted()
      report.add("stop_\(cause.rawValue)_median_ms", Float(sorted[sorted.count / 2]))
      report.add(Self.worst(cause), Float(sorted[sorted.count - 1]))
    }
  }
}
