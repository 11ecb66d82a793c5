// SPDX-License-Identifier: Apache-2.0

import ControlAPI

/// The red-flag questions and what follows from the answers.
enum QuestionText {
  static func list(_ questions: [Question], until: String?, style: TextStyle) -> [String] {
    var lines: [String] = []
    for question in questions {
      if !lines.isEmpty { lines.append("") }
      lines += Layout.labelled(question.id, question.text, column: 6, indent: 0, style: style)
      lines += Layout.wrapped(
        "\(consequence(question.action)) Source: \(question.source)", width: style.width - 6
      ).map { "      " + style.dim($0) }
    }
    lines.append("")
    lines.append(until.map { "Answered until \($0)." } ?? "Not answered yet: tonus screen")
    return lines
  }

  /// One question as it is asked; the answer is typed behind it.
  static func prompt(_ question: Question, number: Int, of count: Int, style: TextStyle) -> String {
    let lines = Layout.wrapped(
      question.text, width: max(30, style.width - 14))
    return lines.enumerated().map { index, line in
      (index == 0 ? style.dim("\(number)/\(count)  ") : "     ") + line
    }.joined(separator: "\n") + "  [y/n] "
  }

  /// What a yes means for the person, in the words of the question.
  static func advice(_ question: Question, style: TextStyle) -> [String] {
    let paint = question.action == "warn" ? style.yellow : style.red
    return Layout.wrapped(question.advice, width: style.width - 2).map { "  " + paint($0) }
  }

  private static func consequence(_ action: String) -> String {
    switch action {
    case "emergency": "A yes means no session, and emergency care now."
    case "refuse": "A yes means no session; see a doctor."
    default: "A yes means advice; the session may go on."
    }
  }
}
