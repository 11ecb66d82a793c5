// SPDX-License-Identifier: Apache-2.0

import ControlAPI

/// Asks the red-flag questions where they are open, and says what follows (hazard H10).
struct ScreeningDialogue {
  let control: any DaemonLink
  let output: Output
  let keyboard: any Keyboard

  private var style: TextStyle { output.style }

  /// Returns when answers hold that permit a session; throws what a yes leads to.
  func pass(subject: String?, given: AnswerList?) async throws {
    let (questions, until) = try await control.questions(subject)
    if let given {
      try await submit(given.answers, questions, subject)
    } else if until == nil, !questions.isEmpty {
      try await ask(questions, subject)
    }
  }

  /// Asks every question, also when earlier answers still hold.
  func ask(_ questions: [Question], _ subject: String?) async throws {
    guard output.terminal.isInputTerminal, output.terminal.isOutputTerminal, !output.isJSON else {
      throw Self.noTerminal(questions)
    }
    output.terminal.print([
      style.bold("Before you begin"),
      "\(questions.count) questions about signs that need a doctor rather than a massage.",
      "",
    ])
    var answers: [Answer] = []
    for (index, question) in questions.enumerated() {
      let yes = try await answer(question, number: index + 1, of: questions.count)
      if yes { output.terminal.print(QuestionText.advice(question, style: style)) }
      answers.append(Answer(id: question.id, yes: yes))
    }
    output.terminal.print([""])
    try await submit(answers, questions, subject, isAdvised: true)
  }

  private func answer(_ question: Question, number: Int, of count: Int) async throws -> Bool {
    while true {
      output.terminal.prompt(
        QuestionText.prompt(question, number: number, of: count, style: style))
      guard let line = await keyboard.line() else {
        throw CommandFailure(
          name: "QuestionsOpen", message: "The questions were not answered, so nothing runs.",
          exit: .refused)
      }
      if let yes = AnswerList.yes(line) { return yes }
      output.terminal.print(["     Please type y or n."])
    }
  }

  private func submit(
    _ answers: [Answer], _ questions: [Question], _ subject: String?, isAdvised: Bool = false
  ) async throws {
    let warnings: [String]
    do {
      warnings = try await control.answer(subject, answers).warnings
    } catch {
      let failure = CommandFailure(error)
      guard isAdvised, failure.exit == .refused else { throw failure }
      throw Self.advised
    }
    let yes = Set(answers.filter(\.yes).map(\.id))
    let grave = questions.filter { yes.contains($0.id) && $0.action != "warn" }
    guard grave.isEmpty else {
      if isAdvised { throw Self.advised }
      let advice = grave.map { "\($0.id): \($0.advice)" }.joined(separator: " ")
      throw CommandFailure(
        name: "Refused", message: advice, exit: .refused)
    }
    guard !isAdvised, !output.isJSON else { return }
    for warning in warnings {
      output.terminal.print(
        Layout.wrapped(warning, width: style.width - 2).map { "  " + style.yellow($0) })
    }
  }

  static let advised = CommandFailure(
    name: "Refused", message: "No session: please follow the advice above first.",
    exit: .refused)

  /// What to run where nobody can be asked.
  static func noTerminal(_ questions: [Question]) -> CommandFailure {
    let all = questions.map { "\($0.id)=no" }.joined(separator: ",")
    return CommandFailure(
      name: "QuestionsOpen",
      message:
        "The red-flag questions are open and there is no terminal to ask them on; answer each truly with --answers \(all), here or with 'tonus screen'.",
      exit: .refused, candidates: questions.map { "\($0.id)  \($0.text)" })
  }
}
