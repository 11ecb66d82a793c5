// SPDX-License-Identifier: Apache-2.0

/// Why a set of answers, or an agreement, was not taken; nothing of it was.
public enum AnswerError: Error, Hashable, CustomStringConvertible {
  case unknownQuestion(String, known: [String])
  case contradiction(String)
  case incomplete(missing: [String])
  /// No clinician's agreement changes what a yes to it leads to.
  case noAgreement(String, known: [String])
  case unnamedClinician
  /// The agreement's date is not between `earliest` and today.
  case agreementDate(String)

  public var description: String {
    switch self {
    case .unknownQuestion(let id, let known):
      "There is no question '\(id)'; the questions are \(known.joined(separator: ", "))."
    case .contradiction(let id):
      "Question '\(id)' was answered both yes and no; answer it once."
    case .incomplete(let missing):
      "Not every question was answered, so none was taken; \(missing.joined(separator: ", ")) \(missing.count == 1 ? "is" : "are") still open."
    case .noAgreement(let id, let known):
      "No agreement changes what a yes to '\(id)' leads to; it can be recorded for \(known.joined(separator: ", "))."
    case .unnamedClinician:
      "The agreement needs the name of who gave it, 2 to 100 characters."
    case .agreementDate(let date):
      "'\(date)' is no date of an agreement that still holds; give the day it was given, as in 2026-11-02, at most 180 days ago."
    }
  }
}
