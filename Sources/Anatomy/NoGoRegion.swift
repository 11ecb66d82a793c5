// SPDX-License-Identifier: Apache-2.0

/// A region that no head is held to.
public struct NoGoRegion: Hashable, Sendable, Identifiable {
  public let id: String
  public let name: String
  public let reason: String
  /// To whom it matters, where not to everybody.
  public let condition: String?
  public let origins: [Origin]
}
