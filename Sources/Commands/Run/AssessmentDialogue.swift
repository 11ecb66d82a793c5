// SPDX-License-Identifier: Apache-2.0

import ControlAPI
import Daemon

/// Asks what somebody finds out about themselves, one thing after the other.
struct AssessmentDialogue {
  let output: Output
  let keyboard: any Keyboard

  func ask() async throws -> Assessment {
    guard output.terminal.isInputTerminal, output.terminal.isOutputTerminal, !output.isJSON else {
      throw CommandFailure(
        name: "Usage",
        message:
          "There is no terminal to ask on; give what you found as options, as in 'tonus plan --pattern high-hip --high left', or with --from.",
        exit: .usage)
    }
    let (terminal, style) = (output.terminal, output.style)
    terminal.print([style.bold("What do you find?")] + InterviewText.opening)
    var interview = AssessmentInterview()
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
