// SPDX-License-Identifier: Apache-2.0

/// A place where it hurts, with the zones to look at: referral read backwards.
///
/// A first cut from general knowledge, no diagnosis.
public struct PainSite: Hashable, Sendable, Identifiable {
  public let id: String
  public let name: String
  /// What people call it, beside its name.
  public let words: [String]
  /// In the order to look; locked ones are information.
  ///
  /// Empty where ``refusal`` is said instead.
  public let zones: [ZoneID]
  /// What also is felt there.
  public let note: String?
  /// What is said before all else.
  public let askFirst: String?
  /// Why nothing is suggested.
  public let refusal: String?
  /// Red flags that belong to the place, by id.
  public let questions: [String]
  public let facts: [Fact]
}
