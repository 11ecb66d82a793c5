// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ControlAPI
import Foundation

/// Answers given on the command line, one by one: `RF-1=no,RF-2=no`, or a file of them: `@answers.txt`.
///
/// There is no word for all of them: whoever writes an answer has to name the question.
struct AnswerList: Hashable, Sendable, WrittenArgument {
  static let form = "RF-1=no,RF-2=yes, or @FILE with one of them to a line"
  let answers: [Answer]

  init(answers: [Answer]) { self.answers = answers }

  init?(argument: String) {
    guard !argument.hasPrefix("@") else {
      guard let text = try? String(contentsOfFile: String(argument.dropFirst()), encoding: .utf8)
      else { return nil }
      self.init(text: text)
      return
    }
    self.init(text: argument)
  }

  /// Answers on one line with commas, or one to a line; what stands behind a `#` is a remark.
  init?(text: String) {
    var answers: [Answer] = []
    let lines = text.split(whereSeparator: \.isNewline).map { $0.prefix { $0 != "#" } }
    for part in lines.flatMap({ $0.split(separator: ",") }) where !part.allSatisfy(\.isWhitespace) {
      let sides = part.split(separator: "=", omittingEmptySubsequences: false)
        .map { $0.filter { !$0.isWhitespace } }
      guard sides.count == 2, !sides[0].isEmpty, let yes = Self.yes(sides[1]) else { return nil }
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
