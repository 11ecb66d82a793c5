// SPDX-License-Identifier: Apache-2.0

/// A number or rule as the catalogue has it, with where it comes from.
public struct Fact: Hashable, Sendable {
  /// Its place within the zone, as in `profiles deep frequency`.
  public let name: String
  public let value: String
  public let origins: [Origin]
}
