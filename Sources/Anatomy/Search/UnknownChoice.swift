// SPDX-License-Identifier: Apache-2.0

/// Why nothing can be chosen by a word, and what could be said instead.
public struct UnknownChoice: Error, Hashable, Sendable {
  /// What was to be chosen, as in `region`.
  public let choice: String
  public let given: String
  public let candidates: [String]

  /// The thing and the way out; the candidates are not in it.
  public var message: String {
    let hint = candidates.isEmpty ? "" : " Say one of these:"
    return "There is no \(choice) '\(Quoted.text(given))'.\(hint)"
  }
}
