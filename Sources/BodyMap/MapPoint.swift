// SPDX-License-Identifier: Apache-2.0

/// A place on a figure, in millimetres of a body of 1750 mm: right of the midline as the viewer sees
/// it, and below the crown.
public struct MapPoint: Hashable, Sendable {
  public var x: Float
  public var y: Float

  public init(x: Float, y: Float) {
    self.x = x
    self.y = y
  }

  /// The place across the midline.
  var mirrored: MapPoint { MapPoint(x: -x, y: y) }
}
