// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ControlAPI

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run a session: a muscle, a preset, a plan or a program file.",
    discussion: """
      Ctrl-C stops, and so does a terminal that is suspended, closed or takes no more output.
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var options: TargetOptions
  @OptionGroup var which: DeviceOption
  @OptionGroup var consent: ConsentOptions

  @Argument(
    help: "A zone (multifidus-lumbar@L5-S1:left), a common name, a preset, a plan or a file.")
  var target: [String]

  @Option(help: ArgumentHelp("How much it hurts before it, 0 to 10.", valueName: "n"))
  var pain: Int?

  @Option(
    help: ArgumentHelp(
      "Keep this assessment first, a JSON file as for 'tonus plan --from'.", valueName: "file"))
  var assessment: String?

  @Flag(help: "Only say what would run.")
  var dryRun = false

  func validate() throws { if let pain { try Scale.validate(pain) } }

  func run() async throws {
    let target = try options.target(target)
    if dryRun {
      return try await global.perform { control, output in
        let plan = try await control.check(target, consent.subject, which.device)
        try output.show(
          plan,
          PlanText.lines(plan, style: output.style)
            + ["", output.style.green("Within its limits; nothing has moved.")])
      }
    }
    let output = global.output()
    let request = RunRequest(
      target: target, subject: consent.subject, device: which.device, answers: consent.answers,
      assessment: try assessment.map { try AssessmentOptions.read($0) }, yes: consent.yes,
      movesByItself: global.simulate && (consent.yes || !output.terminal.isInputTerminal),
      pain: pain)
    try await global.run(request, output: output, keyboard: StandardKeyboard())
  }
}
