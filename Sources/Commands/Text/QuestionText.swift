// SPDX-License-Identifier: Apache-2.0

import ControlAPI

/// The questions about a person and what follows from the answers.
enum QuestionText {
  /// The scopes in the order they are asked, with what is said before each.
  static let headings: [(scope: String, text: @Sendable (Int) -> String)] = [
    (
      "session",
      { "Before you begin: \($0) questions about signs that need a doctor rather than a massage." }
    ),
    ("health", { "About your health: \($0) questions, asked again in 90 days or after a change." }),
  ]

  static func list(_ sheet: QuestionSheet, style: TextStyle) -> [String] {
    var lines: [String] = []
    for question in sheet.questions {
      if !lines.isEmpty { lines.append("") }
      lines += Layout.labelled(question.id, question.text, column: 7, indent: 0, style: style)
      lines += Layout.wrapped(
        "\(question.effect) Source: \(question.source)", width: style.width - 7
      ).map { "       " + style.dim($0) }
    }
    lines.append("")
    for agreement in sheet.agreements {
      lines.append("\(agreement.question): agreed by \(agreement.clinician) on \(agreement.date).")
    }
    lines += restrictions(sheet.restrictions, style: style)
    let open = sheet.questions.filter(\.open).map(\.id)
    lines += Layout.wrapped(
      sheet.answeredUntil.map { "Answered until \($0)." }
        ?? "Not answered yet: \(open.joined(separator: ", ")). Answer with 'tonus screen'.",
      width: style.width)
    return lines
  }

  /// What the answers take away, a line for each.
  static func restrictions(_ notes: [String], style: TextStyle) -> [String] {
    notes.flatMap { note in
      Layout.wrapped(note, width: style.width - 2).enumerated().map { index, line in
        (index == 0 ? style.yellow("• ") : "  ") + line
      }
    }
  }

  /// One question as it is asked; the answer is typed behind it.
  static func prompt(_ question: Question, number: Int, of count: Int, style: TextStyle) -> String {
    let lines = Layout.wrapped(
      question.text, width: max(30, style.width - 14))
    return lines.enumerated().map { index, line in
      (index == 0
        ? style.dim("\(number)/\(count)" + String(repeating: " ", count: count > 9 ? 3 : 2))
        : "     ")
        + line
    }.joined(separator: "\n") + "  [y/n] "
  }

  /// What a yes means for the person, in the words of the question.
  static func advice(_ question: Question, style: TextStyle) -> [String] {
    let isGrave = question.action == "refuse" || question.action == "emergency"
    let paint = isGrave ? style.red : style.yellow
    return Layout.wrapped(question.advice, width: style.width - 2).map { "  " + paint($0) }
  }
}
