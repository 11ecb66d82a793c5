// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ControlAPI

extension DiaryCommand {
  struct Daily: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "daily",
      abstract: "How daily life goes: bed, toilet, car, walking, stairs; asked unless given.",
      discussion: """
        Say it now and again: 'tonus history', its plot and its report compare. 'tonus plan' asks it too.
        """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var person: Person
    @OptionGroup var options: DailyLifeOptions

    func run() async throws {
      try await global.perform { control, output in
        var said = options.given
        if said == nil {
          said = try await AssessmentDialogue(output: output, keyboard: StandardKeyboard())
            .askDailyLife()
        }
        guard let said else {
          return output.terminal.print(["Nothing was said, so nothing is kept."])
        }
        let (_, changes) = try await control.write(
          Control.WriteDiaryParameters(subject: person.subject, kind: "daily", daily: said))
        guard !output.isJSON else { return try output.json(["changes": changes]) }
        output.terminal.print(
          ["Written."] + ProposalText.changes(changes, style: output.style).dropLast())
      }
    }
  }
}
