// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ControlAPI

/// Answers given on the command line, one by one: `RF-1=no,RF-2=no`.
///
/// There is no word for all of them: whoever writes an answer has to name the question.
struct AnswerList: Hashable, Sendable, ExpressibleByArgument {
  let answers: [Answer]

  init(answers: [Answer]) { self.answers = answers }

  init?(argument: String) {
    var answers: [Answer] = []
    for part in argument.split(separator: ",") {
      let sides = part.split(separator: "=")
      guard sides.count == 2, let yes = Self.yes(String(sides[1])) else { return nil }
      answers.append(Answer(id: sides[0].uppercased(), yes: yes))
    }
    guard !answers.isEmpty else { return nil }
    self.answers = answers
  }

  /// What a person typed, in either case, in full or its first letter; nil for anything else.
  static func yes(_ text: String) -> Bool? {
    switch text.lowercased().filter({ !$0.isWhitespace }) {
    case "y", "yes": true
    case "n", "no": false
    default: nil
    }
  }
}
