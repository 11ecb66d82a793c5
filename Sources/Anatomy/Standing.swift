// SPDX-License-Identifier: Apache-2.0

/// How far a number or rule may be trusted.
public enum Standing: String, Hashable, Sendable, Codable, CaseIterable {
  /// A published or official source; of papers the abstract or the opening was read.
  case published = "S"
  /// A vendor's or author's claim, shown as theirs.
  case vendor = "V"
  /// Textbook or general knowledge, not verified again.
  case textbook = "T"
  /// Computed from a stated formula.
  case computed = "C"
  /// An engineering default of this project, without a published source.
  case engineering = "E"

  /// What it means, for people.
  public var words: String {
    switch self {
    case .published: "published"
    case .vendor: "vendor's or author's claim"
    case .textbook: "textbook"
    case .computed: "computed"
    case .engineering: "engineering default"
    }
  }
}
