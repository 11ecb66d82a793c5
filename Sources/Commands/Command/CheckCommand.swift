// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ControlAPI
import Daemon
import Programs

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Prove a program within its limits without running it.",
    discussion: """
      A program is proved (exit code 0), refuted, not proved or invalid (65); only the first \
      runs. The proof holds for all values of its parameters and all answers. The \
      daemon proves it for you and your device; where none answers, it is proved here, for the \
      reference device and a person whose first three sessions are over.
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var options: TargetOptions
  @OptionGroup var which: DeviceOption

  @Argument(help: "The program file, a preset or a zone.")
  var file: [String]

  @Option(help: ArgumentHelp("Who is treated; you unless named.", valueName: "name"))
  var subject: String?

  @Flag(help: "Prove it here, whether or not a daemon answers.")
  var local = false

  func run() async throws {
    let name = file.joined(separator: " ")
    let target = try options.target(file)
    let output = global.output()
    // What is wrong with the text is known before anybody is asked.
    let examination = try ProgramExamination(target, name: name)
    if let examination, !examination.problems.isEmpty {
      try examination.show(output)
      output.terminal.flush(milliseconds: 1000)
      throw Ending(exit: .data)
    }
    let (plan, prover) = try await prove(target)
    try output.show(
      CheckPage(
        verdict: .proved, prover: prover, plan: plan, problems: examination?.warnings ?? [],
        summary: examination?.summary, witness: nil),
      PlanText.lines(plan, style: output.style)
        + (examination?.lines(output.style) ?? [])
        + ["", output.style.green("Proved \(prover); nothing has moved.")])
    output.terminal.flush(milliseconds: 1000)
  }

  /// The plan, and under which conditions it was proved.
  private func prove(_ target: Target) async throws -> (Plan, String) {
    guard !local else { return try here(target) }
    let source: any DaemonSource
    let control: any DaemonLink
    do {
      source = try await global.source()
      control = try await source.connect()
    } catch let failure as CommandFailure where failure.exit == .unavailable {
      // Whoever names a socket or a device means that one.
      guard global.socket == nil, which.device == nil, subject == nil else { throw failure }
      return try here(target)
    }
    do {
      let plan = try await control.check(target, subject, which.device)
      await control.close()
      await source.close()
      return (plan, "by the daemon, for you and your device")
    } catch {
      await source.close()
      throw CommandFailure.wrapping(error)
    }
  }

  private func here(_ target: Target) throws -> (Plan, String) {
    do {
      return (
        try ProgramCheck.plan(target),
        "here, for the reference device and a person past the first three sessions"
      )
    } catch {
      throw CommandFailure(error)
    }
  }
}
