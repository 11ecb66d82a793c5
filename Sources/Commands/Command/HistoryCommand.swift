// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ControlAPI
import Foundation
import Plot

struct HistoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "List earlier sessions, newest first, or show one.")

  @OptionGroup var global: GlobalOptions

  @Argument(help: "A session, as --json names it.")
  var session: String?

  @Flag(help: "With a session: its curves, ten points a second, asked for and measured.")
  var curve = false

  @Flag(help: "What is left of the limits of the last 24 hours, and when again.")
  var dose = false

  @Option(help: ArgumentHelp("With --dose: also of this zone; may be repeated.", valueName: "zone"))
  var zone: [String] = []

  @Flag(help: "Draw pain, energised time and the hand over days; -o writes an image instead.")
  var plot = false

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("With --plot: a name that ends with .svg or .png.", valueName: "path"))
  var output: String?

  @Option(help: ArgumentHelp("Write a page for a practitioner, as HTML.", valueName: "path"))
  var report: String?

  @Flag(help: "Erase everything that is personal; asks first. Doses of today go on counting.")
  var erase = false

  @Flag(help: "With --erase: do not ask.")
  var yes = false

  @Option(help: ArgumentHelp("Whose sessions; your own unless named.", valueName: "name"))
  var subject: String?

  @Option(help: ArgumentHelp("How many at most.", valueName: "n"))
  var limit = 20

  func validate() throws {
    if curve, session == nil {
      throw ValidationError("--curve needs a session; 'tonus history --json' names them.")
    }
    if !zone.isEmpty, !dose { throw ValidationError("--zone is for --dose; add it.") }
    if yes, !erase { throw ValidationError("--yes is for --erase.") }
    if let output {
      guard plot else { throw ValidationError("-o is for --plot; add it.") }
      guard PlotImage(path: output) != nil else {
        throw ValidationError(
          "Cannot write '\(output)': its name has to end with .svg or .png.")
      }
    }
    guard (1...10_000).contains(limit) else {
      throw ValidationError("--limit \(limit) is not possible; give 1 to 10000.")
    }
  }

  func run() async throws {
    try await global.perform { control, output in
      if erase { return try await eraseAll(control, output) }
      if plot || report != nil { return try await look(control, output) }
      if dose {
        let dose = try await control.dose(subject, zone)
        return try output.show(dose, DiaryText.dose(dose, style: output.style))
      }
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
        let daily = DailyText.course(try await control.course(subject), style: output.style)
        return output.terminal.print(
          RecordText.history(records, style: output.style) + (daily.isEmpty ? [] : [""] + daily))
      }
      for record in records { try output.json(record) }
    }
  }

  /// Draws the trend, or writes the page.
  private func look(_ control: any DaemonLink, _ out: Output) async throws {
    let records = try await control.history(subject, .max)
    let entries = try await control.diary(subject, .max)
    if let report {
      let page = PractitionerReport(
        subject: subject ?? "self", made: Date.now.formatted(.iso8601),
        course: try await control.course(subject), dose: try await control.dose(subject, nil),
        records: records, entries: entries)
      try ProgramFile.write(Array(page.html.utf8), to: report, isPrivate: true)
      return try out.show(["written": report], ["Written: \(report)"])
    }
    guard let trend = HistoryTrend(records: records, entries: entries).trend else {
      return try out.show(
        TrendPage(panels: []), ["Nothing has been recorded yet."])
    }
    if let output, let image = PlotImage(path: output) {
      try ProgramFile.write(image.bytes(TrendChart.drawing(trend)), to: output)
      return try out.show(["written": output], ["Written: \(output)"])
    }
    try out.show(
      TrendPage(trend),
      PlotText.coloured(TrendLines.lines(trend, width: out.style.width), style: out.style))
  }

  private func eraseAll(_ control: any DaemonLink, _ out: Output) async throws {
    if !yes {
      guard out.terminal.isInputTerminal, !out.isJSON else {
        throw CommandFailure(
          name: "NotConfirmed",
          message:
            "There is no terminal to ask on; add --yes to erase the records of '\(subject ?? "self")'.",
          exit: .usage)
      }
      out.terminal.prompt(
        "Erase sessions, diary and answers of '\(subject ?? "self")'? This cannot be undone. [y/N] "
      )
      guard let line = await StandardKeyboard().line(), AnswerList.yes(line) == true else {
        throw CommandFailure(
          name: "NotConfirmed", message: "Nothing was erased.", exit: .interrupted)
      }
    }
    let erased = try await control.erase(subject)
    try out.show(
      erased,
      [
        "Erased \(erased.sessions) sessions and \(erased.entries) entries."
          + (erased.kept > 0
            ? " Of \(erased.kept) sessions the bare doses go on counting until they are a day old."
            : "")
      ])
  }
}

/// A trend as JSON shows it.
struct TrendPage: Encodable {
  struct Layer: Encodable {
    let name: String
    let days: [Float]
    let values: [Float]
  }

  struct Panel: Encodable {
    let title: String
    let layers: [Layer]
  }

  let panels: [Panel]

  init(panels: [Panel]) { self.panels = panels }

  init(_ trend: Trend) {
    panels = trend.panels.map { panel in
      Panel(
        title: panel.title,
        layers: panel.layers.map { layer in
          Layer(
            name: layer.name, days: layer.points.map(\.day), values: layer.points.map(\.value))
        })
    }
  }
}
