// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ControlAPI

struct ScreenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "screen",
    abstract: "Answer the questions that come before anything moves.",
    discussion: """
      The questions before a session hold for 24 hours, those about your health for 90 days or until a
      change. What a clinician agreed to is kept with name and day, and lifts what the question says,
      never more: tonus screen --agreed HC-4 --by "Dr. Smith" --on 2026-11-02
      """)

  @OptionGroup var global: GlobalOptions

  @Flag(help: "Only show the questions, what the answers take away, and until when they hold.")
  var list = false

  @Flag(help: "Answer the questions about your health again as well.")
  var health = false

  @Option(
    help: ArgumentHelp(
      "Answer each by name: RF-1=no,RF-2=no,… or @file.", valueName: "answers"),
    transform: AnswerList.read)
  var answers: AnswerList?

  @Option(help: ArgumentHelp("Record a clinician's agreement on this question.", valueName: "id"))
  var agreed: String?

  @Option(help: ArgumentHelp("Who agreed.", valueName: "name"))
  var by: String?

  @Option(help: ArgumentHelp("The day they agreed: 2026-11-02.", valueName: "date"))
  var on: String?

  @Option(help: ArgumentHelp("Who is treated; you unless named.", valueName: "name"))
  var subject: String?

  func validate() throws {
    guard (agreed == nil) == (by == nil), (agreed == nil) == (on == nil) else {
      throw ValidationError("An agreement needs all of --agreed, --by and --on.")
    }
  }

  func run() async throws {
    try await global.perform { control, output in
      if let agreed, let by, let on {
        let question = agreed.uppercased()
        let left = try await control.agree(
          subject, Agreement(question: question, clinician: by, date: on))
        return try output.show(
          ["restrictions": left],
          ["Kept: \(question), agreed by \(by) on \(on)."]
            + QuestionText.restrictions(left, style: output.style))
      }
      let sheet = try await control.questions(subject)
      if list { return try output.show(sheet, QuestionText.list(sheet, style: output.style)) }
      let dialogue = ScreeningDialogue(
        control: control, output: output, keyboard: StandardKeyboard())
      if let answers {
        try await dialogue.pass(subject: subject, given: answers)
      } else {
        try await dialogue.ask(
          sheet, subject, scopes: health ? ["session", "health"] : ["session"])
      }
      var now = try await control.questions(subject)
      now.questions = []
      try output.show(
        now,
        ["Answered. Sessions may begin" + (now.answeredUntil.map { " until \($0)." } ?? ".")])
    }
  }
}
