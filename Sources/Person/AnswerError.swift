// SPDX-License-Identifier: Apache-2.0

/// Why a set of answers was not taken; none of them was.
public enum AnswerError: Error, Hashable, CustomStringConvertible {
  case unknownQuestion(String, known: [String])
  case contradiction(String)
  case incomplete(missing: [String])

  public var description: String {
    switch self {
    case .unknownQuestion(let id, let known):
      "There is no question '\(id)'; the questions are \(known.joined(separator: ", "))."
    case .contradiction(let id):
      "Question '\(id)' was answered both yes and no; answer it once."
    case .incomplete(let missing):
      "Not every question was answered; \(missing.joined(separator: ", ")) \(missing.count == 1 ? "is" : "are") still open."
    }
  }
}
