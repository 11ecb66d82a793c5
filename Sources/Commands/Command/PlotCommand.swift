// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ControlAPI
import Daemon
import Plot
import Programs
import Quantities

struct PlotCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "Draw what a program will deliver: frequency, amplitude, acceleration over time.",
    discussion: """
      Drawn as it will pass through the slew limiter, under its envelope, for the reference device \
      and a person whose first three sessions are over. Without -o it is drawn in the terminal.
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var options: TargetOptions

  @Argument(help: "The program file, a preset or a zone.")
  var file: [String]

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("Write an image: a name that ends with .svg or .png.", valueName: "path"))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Draw what this session delivered over it; 'tonus history --json' names them.",
      valueName: "session"))
  var delivered: String?

  func validate() throws {
    guard let output else { return }
    guard PlotImage(path: output) != nil else {
      throw ValidationError(
        "Cannot write '\(output)': its name has to end with .svg or .png.")
    }
  }

  func run() async throws {
    let name = file.joined(separator: " ")
    let target = try options.target(file)
    let out = global.output()
    let examination = try ProgramExamination(target, name: name)
    if let examination, !examination.problems.isEmpty {
      try examination.show(out)
      out.terminal.flush(milliseconds: 1000)
      throw Ending(exit: .data)
    }
    let timeline: Timeline
    do {
      timeline = try ProgramCheck.timeline(target)
    } catch {
      throw CommandFailure(error)
    }
    let (measured, ran) = try await measuredSession()
    var notes = ["For the reference device and a person past the first three sessions."]
    if let delivered { notes.append("Measured in the session \(delivered).") }
    // The plan of a program names the text it was made of.
    if let ran, let plan = try? ProgramCheck.plan(target), plan.program != ran {
      let warning =
        "The session \(delivered ?? "") ran another text than this (\(Self.short(ran)), "
        + "here \(Self.short(plan.program))): the curves need not belong together."
      notes.append(warning)
      out.terminal.complain([out.style.yellow(warning)])
    }
    try show(timeline, measured, notes, out)
    out.terminal.flush(milliseconds: 1000)
  }

  /// What a session delivered, and the name of the text it ran.
  private func measuredSession() async throws -> (points: [MeasuredPoint], program: String?) {
    guard let delivered else { return ([], nil) }
    var curve: Curve?
    var record: Record?
    try await global.perform { control, _ in
      curve = try await control.curve(delivered)
      record = try await control.record(delivered)
    }
    guard let curve, !curve.ms.isEmpty else {
      throw CommandFailure(
        name: "NoCurve", message: "No curve was kept of the session '\(delivered)'.", exit: .data)
    }
    return (PlotText.points(curve), record?.program)
  }

  /// Enough of a hash to tell two apart.
  private static func short(_ hash: String) -> String {
    hash.isEmpty ? "none" : String(hash.prefix(12))
  }

  private func show(
    _ timeline: Timeline, _ measured: [MeasuredPoint], _ notes: [String], _ out: Output
  ) throws {
    func series(_ columns: Int) -> PlotSeries {
      var series = PlotSeries(timeline, columns: columns)
      if !measured.isEmpty { series.measure(measured) }
      return series
    }
    if let output, let image = PlotImage(path: output) {
      let drawing = Chart.drawing(series(Chart.columns), notes: notes)
      try ProgramFile.write(image.bytes(drawing), to: output)
      return try out.show(["written": output], ["Written: \(output)"])
    }
    if out.isJSON { return try out.json(PlotPage(series(PlotPage.columns))) }
    let width = out.style.width
    out.terminal.print(
      PlotText.lines(series(TerminalChart.columns(width: width)), style: out.style)
        + notes.flatMap { Layout.wrapped($0, width: width) })
  }
}
