// SPDX-License-Identifier: Apache-2.0

/// What has a tissue dose of its own: one side of one zone, whatever the level.
public struct TreatedSide: Hashable, Sendable, CustomStringConvertible {
  /// As in `multifidus-lumbar`.
  public let zone: String
  /// `left`, `right` or `middle`.
  public let side: String

  public init(zone: String, side: String) {
    self.zone = zone
    self.side = side
  }

  public var description: String { "\(zone):\(side)" }
}
