// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Testing

@testable import BodyMap

@Suite("The body map") struct BodyMapTests {
  let catalogue = Catalogue.standard

  private func map(_ text: String) throws -> BodyMap {
    BodyMap([try catalogue.locate(text).get()])
  }

  private func bounds(_ areas: [MapArea]) -> (x: ClosedRange<Float>, y: ClosedRange<Float>) {
    let points = areas.flatMap(\.points)
    let xs = points.map(\.x)
    let ys = points.map(\.y)
    return ((xs.min() ?? 0)...(xs.max() ?? 0), (ys.min() ?? 0)...(ys.max() ?? 0))
  }

  @Test("shows every zone and every region, and nothing else")
  func complete() {
    let geometry = Geometry.standard
    #expect(Set(geometry.zones.keys) == Set(catalogue.zones.map(\.id.rawValue)))
    #expect(Set(geometry.noGo.keys) == Set(catalogue.noGo.map(\.id)))
    for vertebra in Vertebra.all { #expect(geometry.heights[vertebra.description] != nil) }
    let spine = Vertebra.all.compactMap { geometry.heights[$0.description] }
    #expect(spine == spine.sorted())
    for shapes in geometry.zones.values.flatMap({ Array($0.values) }).joined() {
      #expect(shapes.count > 2 && shapes.allSatisfy { $0.x >= 0 && $0.x < 260 })
    }
  }

  @Test("lies within the body", arguments: Catalogue.standard.zones.map(\.id))
  func within(id: ZoneID) throws {
    let zone = try #require(catalogue[id])
    let outline = MapArea(kind: .zone, view: .back, points: Outline.whole)
    let map = BodyMap([ZoneAddress(zone: zone.id)])
    let areas = map.areas.filter { $0.kind == (zone.refusal == nil ? .zone : .locked) }
    #expect(!areas.isEmpty)
    for area in areas {
      let count = Float(area.points.count)
      let middle = MapPoint(
        x: area.points.reduce(0) { $0 + $1.x } / count,
        y: area.points.reduce(0) { $0 + $1.y } / count)
      #expect(outline.contains(middle))
      // Corners may stand on the skin, a few millimetres outside the smooth outline.
      for point in area.points {
        let inward = MapPoint(
          x: point.x + (middle.x - point.x) * 0.15, y: point.y + (middle.y - point.y) * 0.15)
        #expect(outline.contains(inward), "\(point)")
      }
    }
  }

  @Test("H6: no place for the head lies on a region that is red for everybody")
  func apart() {
    for zone in catalogue.zones where zone.refusal == nil {
      let areas = BodyMap([ZoneAddress(zone: zone.id)]).areas
      for area in areas where area.kind == .zone {
        let count = Float(area.points.count)
        let middle = MapPoint(
          x: area.points.reduce(0) { $0 + $1.x } / count,
          y: area.points.reduce(0) { $0 + $1.y } / count)
        // The muscles between the knobs lie beside them, and what is beside the ribs is on some.
        let names = ["interspinales-lumbar", "interspinales-cervical", "serratus-anterior"]
        guard !names.contains(zone.id.rawValue) else { continue }
        let red = areas.filter { $0.kind == .noGo && $0.view == area.view }
        #expect(!red.contains { $0.contains(middle) }, "\(zone.id)")
      }
    }
  }

  @Test("knows left from right on both figures")
  func sides() throws {
    #expect(bounds(try map("QL:left").areas.filter { $0.kind == .zone }).x.upperBound < 0)
    #expect(bounds(try map("QL:right").areas.filter { $0.kind == .zone }).x.lowerBound > 0)
    // From the front the subject's left is to the right.
    #expect(bounds(try map("quads:left").areas.filter { $0.kind == .zone }).x.lowerBound > 0)
    let both = bounds(try map("QL").areas.filter { $0.kind == .zone })
    #expect(both.x.lowerBound == -both.x.upperBound)
    let midline = try map("interspinales-lumbar@L3-L4").areas.filter { $0.kind == .zone }
    #expect(midline.count == 1 && bounds(midline).x == -9...9)
    #expect(midline[0].contains(MapPoint(x: 0, y: 668)))
  }

  @Test("a level is that level alone", arguments: ["L1", "L4", "L5-S1", "S3-S4"])
  func levels(level: String) throws {
    let whole = bounds(try map("multifidus-lumbar:left").areas.filter { $0.kind == .zone })
    let part = bounds(
      try map("multifidus-lumbar@\(level):left").areas.filter { $0.kind == .zone })
    let parsed = try #require(Level(level))
    let height = try #require(Geometry.standard.heights[parsed.upper.description])
    #expect(part.y.contains(height))
    #expect(part.y.upperBound - part.y.lowerBound < 75)
    #expect(whole.y.contains(part.y.lowerBound) && whole.y.contains(part.y.upperBound))
    if level == "L4" { #expect(!part.y.contains(Geometry.standard.heights["L3"] ?? 0)) }
  }

  @Test("a locked zone says why, and shows what to use instead")
  func locked() throws {
    let map = try map("scalenes:left")
    #expect(
      map.areas.contains { $0.kind == .locked } && map.areas.contains { $0.kind == .neighbour })
    #expect(!map.areas.contains { $0.kind == .zone })
    #expect(map.legend.contains { $0.kind == .locked && $0.text.contains("class C") })
    #expect(map.legend.contains { $0.text == "Instead: Levator scapulae, levator-scapulae" })
  }

  @Test(
    "the image is whole, and its words are escaped", arguments: Catalogue.standard.zones.map(\.id))
  func vector(id: ZoneID) {
    let svg = VectorMap.text(BodyMap([ZoneAddress(zone: id)]))
    #expect(svg.hasPrefix("<svg ") && svg.hasSuffix("</svg>\n"))
    #expect(svg.contains("viewBox=\"0 0 1440 "))
    #expect(svg.count { $0 == "<" } == svg.count { $0 == ">" })
  }

  @Test(
    "the sketch keeps to its width and says what each character is", arguments: [24, 40, 50, 200])
  func sketch(columns: Int) throws {
    for plain in [true, false] {
      let sketch = Sketch(try map("multifidus-lumbar@L5-S1:left"), columns: columns, plain: plain)
      #expect(sketch.lines.allSatisfy { $0.count <= columns })
      #expect(sketch.lines.count == sketch.paint.count && sketch.lines.count > 10)
      for (line, paint) in zip(sketch.lines, sketch.paint) { #expect(line.count == paint.count) }
      #expect(sketch.paint.joined().contains("z") && sketch.paint.joined().contains("n"))
      // Nothing lies in front, so there is one figure, with the sides as they are seen from behind.
      #expect(sketch.lines.last?.hasPrefix("left") == true)
      #expect(sketch.lines.last?.hasSuffix("right") == true)
      #expect(!plain || sketch.lines.joined().allSatisfy(\.isASCII))
    }
  }
}
