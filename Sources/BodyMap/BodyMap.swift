// SPDX-License-Identifier: Apache-2.0
public import Anatomy

/// Zones on a body, with the regions beside them that no head is held to.
public struct BodyMap: Hashable, Sendable {
  public struct Entry: Hashable, Sendable {
    public let kind: MapArea.Kind
    public let text: String
  }

  public let title: String
  /// What the colours mean, in words, the zones first.
  public let legend: [Entry]
  public let areas: [MapArea]

  /// Draws what the addresses name, both sides where none is given.
  ///
  /// A locked zone is shown with what to use instead.
  public init(_ addresses: [ZoneAddress], catalogue: Catalogue = .standard) {
    let geometry = Geometry.standard
    var legend: [Entry] = []
    var areas: [MapArea] = []
    var regions: [NoGoRegion] = []
    for address in addresses {
      guard let zone = catalogue[address.zone] else { continue }
      let kind: MapArea.Kind = zone.refusal == nil ? .zone : .locked
      areas += Self.areas(
        kind, geometry.zones[zone.id.rawValue], address.side, geometry, address.level)
      legend.append(Entry(kind: kind, text: Self.name(zone, address)))
      if let refusal = zone.refusal { legend.append(Entry(kind: .locked, text: refusal)) }
      if let id = zone.safeNeighbour, let neighbour = catalogue[id] {
        let side = neighbour.sides.contains(.midline) ? nil : address.side
        areas += Self.areas(.neighbour, geometry.zones[id.rawValue], side, geometry, nil)
        legend.append(Entry(kind: .neighbour, text: "Instead: \(neighbour.name), \(id)"))
      }
      for region in catalogue.noGo(beside: zone) where !regions.contains(region) {
        regions.append(region)
      }
    }
    for region in regions {
      areas += Self.areas(.noGo, geometry.noGo[region.id], nil, geometry, nil)
      let condition = region.condition.map { " if \($0)" } ?? ""
      legend.append(
        Entry(kind: .noGo, text: "Never on: \(region.name)\(condition) (\(region.reason))"))
    }
    let names = addresses.compactMap { address in
      catalogue[address.zone].map { Self.name($0, address) }
    }
    title = names.count <= 2 ? names.joined(separator: "; ") : "\(names.count) zones"
    self.legend = legend
    self.areas = areas
  }

  private static func name(_ zone: Zone, _ address: ZoneAddress) -> String {
    var name = zone.name
    if let level = address.level { name += " \(level)" }
    switch address.side {
    case .left, .right: name += ", " + (address.side?.rawValue ?? "")
    case .midline, nil: break
    }
    return name
  }

  private static func areas(
    _ kind: MapArea.Kind, _ shapes: Geometry.Shapes?, _ side: Side?, _ geometry: Geometry,
    _ level: Level?
  ) -> [MapArea] {
    var areas: [MapArea] = []
    for view in MapView.allCases {
      for half in shapes?[view] ?? [] {
        var shape = half
        if let band = level.flatMap({ geometry.band($0) }) { shape = clipped(half, to: band) }
        guard shape.count > 2 else { continue }
        for points in placed(shape, side, view) {
          areas.append(MapArea(kind: kind, view: view, points: points))
        }
      }
    }
    return areas
  }

  /// A half shape on the side asked for, on both, or in one across the midline it touches.
  private static func placed(_ half: [MapPoint], _ side: Side?, _ view: MapView) -> [[MapPoint]] {
    let other = half.map(\.mirrored)
    switch side {
    case .left?, .right?:
      return [view.isRight(side ?? .midline) ? half : other]
    case .midline?, nil:
      guard half.contains(where: { $0.x == 0 }) else { return [half, other] }
      // From where it leaves the midline, down one side and up the other.
      let start =
        half.indices.first { index in
          half[index].x == 0 && half[(index + half.count - 1) % half.count].x == 0
        } ?? 0
      let turned = half[start...] + half[..<start]
      return [Array(turned) + turned.reversed().map(\.mirrored).filter { $0.x != 0 }]
    }
  }

  /// The part of a shape between two heights (Sutherland and Hodgman, one edge at a time).
  static func clipped(_ shape: [MapPoint], to band: ClosedRange<Float>) -> [MapPoint] {
    let below = cut(shape, at: band.lowerBound) { $0 >= band.lowerBound }
    return cut(below, at: band.upperBound) { $0 <= band.upperBound }
  }

  private static func cut(_ shape: [MapPoint], at y: Float, keep: (Float) -> Bool) -> [MapPoint] {
    var result: [MapPoint] = []
    for (index, point) in shape.enumerated() {
      let before = shape[(index + shape.count - 1) % shape.count]
      if keep(before.y) != keep(point.y) {
        let share = (y - before.y) / (point.y - before.y)
        result.append(MapPoint(x: before.x + (point.x - before.x) * share, y: y))
      }
      if keep(point.y) { result.append(point) }
    }
    return result
  }
}
