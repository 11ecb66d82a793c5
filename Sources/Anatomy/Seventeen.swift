// SPDX-License-Identifier: Apache-2.0

/// The list "17 (reconstructed)": ours, after an article whose own list is cut short.
public struct Seventeen: Hashable, Sendable {
  public struct Muscle: Hashable, Sendable {
    public let name: String
    public let zones: [ZoneID]
    /// How the article still has it, `listed` or `in the text`; nil where the entry is ours.
    public let survived: String?
    public let origins: [Origin]
  }

  public let title: String
  public let note: String
  public let muscles: [Muscle]
}
