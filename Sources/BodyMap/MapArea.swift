// SPDX-License-Identifier: Apache-2.0

/// Something shown on a figure.
public struct MapArea: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Where the head goes.
    case zone
    /// A zone of class C.
    case locked
    /// What to use instead of a locked zone.
    case neighbour
    /// Where no head is held.
    case noGo
  }

  public let kind: Kind
  public let view: MapView
  /// A closed shape.
  public let points: [MapPoint]

  /// Whether the point lies inside.
  func contains(_ point: MapPoint) -> Bool {
    var isInside = false
    var previous = points.count - 1
    for index in points.indices {
      let a = points[index]
      let b = points[previous]
      previous = index
      guard (a.y > point.y) != (b.y > point.y) else { continue }
      if point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x { isInside.toggle() }
    }
    return isInside
  }
}
