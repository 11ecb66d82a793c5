// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ControlAPI

struct ScreenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "screen", abstract: "Answer the red-flag questions; answers hold for 24 hours.")

  @OptionGroup var global: GlobalOptions

  @Flag(help: "Only show the questions and until when they are answered.")
  var list = false

  @Option(
    help: ArgumentHelp("Answer each by name: RF-1=no,RF-2=no,…", valueName: "answers"))
  var answers: AnswerList?

  @Option(help: ArgumentHelp("Who is treated; you unless named.", valueName: "name"))
  var subject: String?

  func run() async throws {
    try await global.perform { control, output in
      let (questions, until) = try await control.questions(subject)
      if list {
        return try output.show(
          QuestionPage(questions: questions, answeredUntil: until),
          QuestionText.list(questions, until: until, style: output.style))
      }
      let dialogue = ScreeningDialogue(
        control: control, output: output, keyboard: StandardKeyboard())
      if let answers {
        try await dialogue.pass(subject: subject, given: answers)
      } else {
        try await dialogue.ask(questions, subject)
      }
      let (_, now) = try await control.questions(subject)
      try output.show(
        QuestionPage(questions: [], answeredUntil: now),
        ["Answered. Sessions may begin" + (now.map { " until \($0)." } ?? ".")])
    }
  }
}

/// The questions and until when they are answered, as JSON shows them.
struct QuestionPage: Encodable {
  let questions: [Question]
  let answeredUntil: String?
}
