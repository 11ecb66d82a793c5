// SPDX-License-Identifier: Apache-2.0

/// What the answers so far mean for a session now.
public enum ScreeningVerdict: Hashable, Sendable {
  /// These questions have no answer that still holds; nothing moves until they have.
  case open([ScreeningQuestion])
  /// A yes that ends in emergency care; every such question, first in the order of the files.
  case emergency([ScreeningQuestion], until: Timestamp)
  /// A yes that ends at a doctor.
  case refused([ScreeningQuestion], until: Timestamp)
  /// A session may begin within the restrictions; the advice to each yes is shown first.
  case passed(advice: [ScreeningQuestion], Restrictions, until: Timestamp)

  /// Whether a session may begin.
  public var permits: Bool {
    if case .passed = self { true } else { false }
  }

  /// What holds for a session that may begin.
  public var restrictions: Restrictions {
    if case .passed(_, let restrictions, _) = self { restrictions } else { .none }
  }

  /// The refusal in words: what was answered, and what to do; nil where nothing is refused.
  public var refusal: String? {
    switch self {
    case .passed: nil
    case .open(let questions):
      questions.count == 1
        ? "One question is open; answer it with 'tonus screen'."
        : "\(questions.count) questions are open; answer them with 'tonus screen'."
    case .emergency(let questions, _), .refused(let questions, _):
      questions.map { "\($0.id): \($0.advice)" }.joined(separator: " ")
    }
  }
}
