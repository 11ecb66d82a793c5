// SPDX-License-Identifier: Apache-2.0

import ControlAPI

/// Asks the questions that are open, and says what follows (hazard H10).
struct ScreeningDialogue {
  let control: any DaemonLink
  let output: Output
  let keyboard: any Keyboard

  private var style: TextStyle { output.style }

  /// Returns when answers hold that permit a session; throws what a yes leads to.
  ///
  /// - Returns: whether anything was answered.
  @discardableResult
  func pass(subject: String?, given: AnswerList?) async throws -> Bool {
    let sheet = try await control.questions(subject)
    if let given {
      try await submit(given.answers, sheet.questions, subject)
      return true
    }
    guard sheet.answeredUntil == nil, !sheet.questions.isEmpty else { return false }
    try await ask(sheet, subject)
    return true
  }

  /// Asks every question of a scope in which one is open; all of `scopes` where it names any.
  func ask(_ sheet: QuestionSheet, _ subject: String?, scopes: Set<String> = []) async throws {
    let wanted = scopes.union(sheet.questions.filter(\.open).map(\.scope))
    let questions = sheet.questions.filter { wanted.contains($0.scope) }
    guard output.terminal.isInputTerminal, output.terminal.isOutputTerminal, !output.isJSON else {
      throw Self.noTerminal(questions)
    }
    var answers: [Answer] = []
    for (scope, heading) in QuestionText.headings {
      let part = sheet.questions.filter { $0.scope == scope }
      let isChanged = part.isEmpty ? false : needsReview(answers, sheet) && scope == "health"
      guard wanted.contains(scope) || isChanged, !isEmergency(answers, sheet) else { continue }
      output.terminal.print([style.bold(heading(part.count)), ""])
      for (index, question) in part.enumerated() {
        let yes = try await answer(question, number: index + 1, of: part.count)
        if yes { output.terminal.print(QuestionText.advice(question, style: style)) }
        answers.append(Answer(id: question.id, yes: yes))
        // Who needs help now is not asked on.
        if yes, question.action == "emergency" { break }
      }
      output.terminal.print([""])
    }
    try await submit(answers, questions, subject, isAdvised: true)
  }

  private func isEmergency(_ answers: [Answer], _ sheet: QuestionSheet) -> Bool {
    has(answers, sheet, action: "emergency")
  }

  private func needsReview(_ answers: [Answer], _ sheet: QuestionSheet) -> Bool {
    has(answers, sheet, action: "review")
  }

  private func has(_ answers: [Answer], _ sheet: QuestionSheet, action: String) -> Bool {
    let yes = Set(answers.filter(\.yes).map(\.id))
    return sheet.questions.contains { $0.action == action && yes.contains($0.id) }
  }

  private func answer(_ question: Question, number: Int, of count: Int) async throws -> Bool {
    while true {
      output.terminal.prompt(
        QuestionText.prompt(question, number: number, of: count, style: style))
      guard let line = await keyboard.line() else {
        output.terminal.print([""])
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
    let reply: Control.AnswerQuestionsReply
    do {
      reply = try await control.answer(subject, answers)
    } catch {
      let failure = CommandFailure(error)
      guard isAdvised, failure.name == "Refused" else { throw failure }
      throw Self.advised
    }
    guard !output.isJSON else { return }
    if !isAdvised {
      for warning in reply.warnings {
        output.terminal.print(
          Layout.wrapped(warning, width: style.width - 2).map { "  " + style.yellow($0) })
      }
    }
    output.terminal.print(QuestionText.restrictions(reply.restrictions, style: style))
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
        "Questions are open and there is no terminal to ask them on; answer each truly with --answers \(all), here or with 'tonus screen'.",
      exit: .refused, candidates: questions.map { "\($0.id)  \($0.text)" })
  }
}
