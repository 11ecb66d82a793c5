// SPDX-License-Identifier: Apache-2.0

import ControlAPI
import Daemon

/// Asks what somebody finds out about themselves, one thing after the other.
struct AssessmentDialogue {
  let output: Output
  let keyboard: any Keyboard

  func ask() async throws -> Assessment {
    try await ask(
      AssessmentInterview(), title: "What do you find?",
      otherwise:
        "give what you found as options, as in 'tonus plan --pattern high-hip --high left', or with --from"
    )
  }

  /// Nil where every question was left out.
  func askDailyLife() async throws -> DailyLife? {
    try await ask(
      .dailyLife, title: "How does daily life go?",
      otherwise: "say it with options, as in 'tonus diary daily --able bed=4'"
    ).daily
  }

  private func ask(
    _ questions: AssessmentInterview, title: String, otherwise: String
  ) async throws -> Assessment {
    guard output.terminal.isInputTerminal, output.terminal.isOutputTerminal, !output.isJSON else {
      throw CommandFailure(
        name: "Usage",
        message: "There is no terminal to ask on; \(otherwise).", exit: .usage)
    }
    let (terminal, style) = (output.terminal, output.style)
    terminal.print([style.bold(title)] + InterviewText.opening)
    var interview = questions
    var above: [String] = []
    while interview.question != .done {
      let heading = InterviewText.heading(interview.question)
      if heading != above, !heading.isEmpty { terminal.print([""] + heading) }
      above = heading
      let prompt = Layout.wrapped(InterviewText.prompt(interview.question), width: style.width - 8)
      terminal.print(prompt.dropLast().map { "  " + $0 })
      terminal.prompt("  " + (prompt.last ?? "") + " ")
      guard let line = await keyboard.line() else {
        terminal.print([""])
        throw CommandFailure(
          name: "NotConfirmed", message: "Nothing was kept.", exit: .interrupted)
      }
      if let wrong = interview.take(line) {
        terminal.print(Layout.wrapped(wrong, width: style.width - 2).map { "  " + $0 })
      }
    }
    terminal.print([""])
    return Assessment(interview.found)
  }
}
