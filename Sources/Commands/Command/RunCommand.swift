// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ControlAPI
import Foundation

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run a session: a muscle, a preset or a program file.",
    discussion: """
      Ctrl-C stops, and so does a terminal that is suspended, closed or takes no more output.
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var options: TargetOptions
  @OptionGroup var which: DeviceOption

  @Argument(help: "A zone (multifidus-lumbar@L5-S1:left), a common name, a preset or a file.")
  var target: [String]

  @Flag(help: "Do not ask whether to go on. Red flags and limits hold all the same.")
  var yes = false

  @Option(
    help: ArgumentHelp(
      "Answer the red-flag questions by name: RF-1=no,RF-2=no,…", valueName: "answers"))
  var answers: AnswerList?

  @Option(help: ArgumentHelp("Who is treated; you unless named.", valueName: "name"))
  var subject: String?

  func run() async throws {
    let request = RunRequest(
      target: try options.target(target), subject: subject, device: which.device,
      answers: answers, yes: yes)
    let source = try await global.source()
    let output = global.output()
    let signals = Signals()
    let stopper = Stopper(source: source)
    let session = RunSession(
      source: source, output: output, keyboard: StandardKeyboard(),
      stopper: stopper, stops: signals.causes,
      quit: { exit in
        // Whoever insists while a stop is on its way does not wait for the rest.
        if await stopper.cause == nil { await source.close() }
        output.terminal.flush(milliseconds: 200)
        _exit(exit.rawValue)
      })
    do {
      let exit = try await session.run(request)
      output.terminal.flush(milliseconds: 1000)
      await source.close()
      withExtendedLifetime(signals) {}
      throw Ending(exit: exit)
    } catch let ending as Ending {
      throw ending
    } catch {
      await source.close()
      throw CommandFailure.wrapping(error)
    }
  }
}

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Prove a program within its limits without running it.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var options: TargetOptions
  @OptionGroup var which: DeviceOption

  @Argument(help: "The program file, a preset or a zone.")
  var file: [String]

  @Option(help: ArgumentHelp("Who is treated; you unless named.", valueName: "name"))
  var subject: String?

  func run() async throws {
    let target = try options.target(file)
    try await global.perform { control, output in
      let plan = try await control.check(target, subject, which.device)
      try output.show(
        plan,
        PlanText.lines(plan, style: output.style)
          + ["", output.style.green("Within its limits; nothing has moved.")])
    }
  }
}
