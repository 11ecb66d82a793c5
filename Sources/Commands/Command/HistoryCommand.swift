// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

struct HistoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "List earlier sessions, newest first, or show one.")

  @OptionGroup var global: GlobalOptions

  @Argument(help: "A session, as --json names it.")
  var session: String?

  @Flag(help: "With a session: its curves, ten points a second, asked for and measured.")
  var curve = false

  @Option(help: ArgumentHelp("Whose sessions; your own unless named.", valueName: "name"))
  var subject: String?

  @Option(help: ArgumentHelp("How many at most.", valueName: "n"))
  var limit = 20

  func validate() throws {
    if curve, session == nil {
      throw ValidationError("--curve needs a session; 'tonus history --json' names them.")
    }
    guard (1...10_000).contains(limit) else {
      throw ValidationError("--limit \(limit) is not possible; give 1 to 10000.")
    }
  }

  func run() async throws {
    try await global.perform { control, output in
      if let session, curve {
        let curve = try await control.curve(session)
        return try output.show(curve, CurveText.lines(curve, style: output.style))
      }
      if let session {
        let record = try await control.record(session)
        return try output.show(
          record, RecordText.summary(record, isPast: true, style: output.style))
      }
      let records = try await control.history(subject, limit)
      guard output.isJSON else {
        return output.terminal.print(RecordText.history(records, style: output.style))
      }
      for record in records { try output.json(record) }
    }
  }
}
