// SPDX-License-Identifier: Apache-2.0

/// What the answers so far mean for a session now.
public enum ScreeningVerdict: Hashable, Sendable {
  /// These questions have no answer that still holds; nothing moves until they have.
  case open([RedFlag])
  /// A yes that ends in emergency care; every such flag, first in the order of the file.
  case emergency([RedFlag], until: Timestamp)
  /// A yes that ends at a doctor.
  case refused([RedFlag], until: Timestamp)
  /// A session may begin; advice of the warnings is shown first.
  case passed(warnings: [RedFlag], until: Timestamp)

  /// Whether a session may begin.
  public var permits: Bool {
    if case .passed = self { true } else { false }
  }

  /// The refusal in words: what was answered, and what to do; nil where nothing is refused.
  public var refusal: String? {
    switch self {
    case .passed: nil
    case .open(let flags):
      flags.count == 1
        ? "One question is open; answer it with 'tonus screen'."
        : "\(flags.count) questions are open; answer them with 'tonus screen'."
    case .emergency(let flags, _), .refused(let flags, _):
      flags.map { "\($0.id): \($0.advice)" }.joined(separator: " ")
    }
  }
}
