// SPDX-License-Identifier: Apache-2.0
import Markup

/// A map as an SVG file, one unit to a millimetre of the body.
public enum VectorMap {
  private static let width = 1440
  private static let top = 150
  private static let middles: [MapView: Int] = [.front: 360, .back: 1080]

  public static func text(_ map: BodyMap) -> String {
    let legend = map.legend.flatMap { entry in
      wrapped(entry.text, characters: 84).enumerated().map { line, text in
        (kind: line == 0 ? entry.kind : nil, text: text)
      }
    }
    let legendTop = top + 1840
    let height = legendTop + legend.count * 44 + 110
    var svg = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" font-family="Helvetica, Arial, sans-serif">
      <title>\(map.title.inMarkup)</title>
      <defs><pattern id="never" width="14" height="14" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="14" height="14" fill="#fbdcd8"/><rect width="5" height="14" fill="#c5281c"/></pattern>
      <pattern id="locked" width="18" height="18" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><rect width="18" height="18" fill="#d9c7e0"/><rect width="7" height="18" fill="#6b3480"/></pattern></defs>
      <rect width="\(width)" height="\(height)" fill="#ffffff"/>
      <text x="60" y="88" font-size="46" font-weight="bold" fill="#222222">\(map.title.inMarkup)</text>

      """
    for view in MapView.allCases { svg += figure(map, view) }
    for (line, entry) in legend.enumerated() {
      let y = legendTop + line * 44
      if let kind = entry.kind {
        svg +=
          "<rect x=\"60\" y=\"\(y - 26)\" width=\"44\" height=\"30\" rx=\"6\" \(style(kind))/>\n"
      }
      svg +=
        "<text x=\"124\" y=\"\(y)\" font-size=\"29\" fill=\"#333333\">\(entry.text.inMarkup)</text>\n"
    }
    svg += """
      <text x="60" y="\(height - 40)" font-size="24" fill="#777777">Drawn by eye after surface landmarks [T, E]: to find the place, not an atlas. Left and right are the subject’s.</text>
      </svg>

      """
    return svg
  }

  private static func figure(_ map: BodyMap, _ view: MapView) -> String {
    let middle = middles[view] ?? 0
    let geometry = Geometry.standard
    var svg = "<g transform=\"translate(\(middle) \(top))\" stroke-linejoin=\"round\">\n"
    svg +=
      "<path d=\"\(path(Outline.whole))\" fill=\"#f3eae1\" stroke=\"#b8a595\" stroke-width=\"4\"/>\n"
    svg += "<g fill=\"none\" stroke=\"#d3c3b2\" stroke-width=\"4\" stroke-linecap=\"round\">\n"
    for bone in geometry.bones[view] ?? [] {
      for line in [bone, bone.map(\.mirrored)] {
        svg += "<path d=\"\(path(line, isClosed: false))\"/>\n"
      }
    }
    svg += "</g>\n"
    if view == .back { svg += spine(geometry) }
    let areas = map.areas.filter { $0.view == view }
    // What is never treated lies over everything else: nowhere in a zone may it be overlooked.
    for kind in [MapArea.Kind.neighbour, .zone, .noGo, .locked] {
      for area in areas where area.kind == kind {
        svg += "<path d=\"\(path(area.points, softness: 0.1))\" \(style(kind))/>\n"
      }
    }
    for area in areas where area.kind != .noGo { svg += rim(area) + ring(area) }
    let name = view.rawValue
    let (left, right) = view == .back ? ("left", "right") : ("right", "left")
    svg += """
      <g font-size="30" fill="#777777" text-anchor="middle"><text y="-14">\(name)</text><text x="-220" y="150">\(left)</text><text x="220" y="150">\(right)</text></g>
      </g>

      """
    return svg
  }

  /// The knobs of the spine, with the names of the landmarks that fingers find.
  private static func spine(_ geometry: Geometry) -> String {
    var svg = "<g fill=\"#cdbba8\">\n"
    for (index, vertebra) in ["C2", "C3", "C4", "C5", "C6", "C7"].enumerated() {
      svg += knob(geometry.heights[vertebra], width: 10 + index)
    }
    for vertebra in (1...12).map({ "T\($0)" }) + (1...5).map({ "L\($0)" }) {
      svg += knob(geometry.heights[vertebra], width: 16)
    }
    svg += "</g>\n"
    for name in ["C7", "T7", "L4"] {
      guard let y = geometry.heights[name] else { continue }
      svg +=
        "<text x=\"312\" y=\"\(number(y + 8))\" font-size=\"24\" fill=\"#999999\">\(name)</text>"
        + "<path d=\"M14 \(number(y))H304\" stroke=\"#dddddd\" stroke-width=\"2\" stroke-dasharray=\"6 8\"/>\n"
    }
    return svg
  }

  private static func knob(_ y: Float?, width: Int) -> String {
    guard let y else { return "" }
    return
      "<rect x=\"\(number(-Float(width) / 2))\" y=\"\(number(y - 5))\" width=\"\(width)\" height=\"10\" rx=\"5\"/>\n"
  }

  /// Where an area ends, also under what lies over it.
  private static func rim(_ area: MapArea) -> String {
    guard area.kind == .zone else { return "" }
    return
      "<path d=\"\(path(area.points, softness: 0.1))\" fill=\"none\" stroke=\"#0f4c5c\" stroke-width=\"3\"/>\n"
  }

  /// Draws the eye to what is small.
  private static func ring(_ area: MapArea) -> String {
    let xs = area.points.map(\.x)
    let ys = area.points.map(\.y)
    guard let left = xs.min(), let right = xs.max(), let top = ys.min(), let bottom = ys.max(),
      max(right - left, bottom - top) < 90
    else { return "" }
    let radius = max(right - left, bottom - top) / 2 + 30
    return
      "<circle cx=\"\(number((left + right) / 2))\" cy=\"\(number((top + bottom) / 2))\" r=\"\(number(radius))\" "
      + "fill=\"none\" stroke=\"#333333\" stroke-width=\"4\" stroke-dasharray=\"12 9\"/>\n"
  }

  private static func style(_ kind: MapArea.Kind) -> String {
    switch kind {
    case .zone: "fill=\"#1f7a8c\" fill-opacity=\"0.85\" stroke=\"#0f4c5c\" stroke-width=\"3\""
    case .locked: "fill=\"url(#locked)\" stroke=\"#4f2560\" stroke-width=\"3\""
    case .neighbour: "fill=\"#7fb069\" fill-opacity=\"0.8\" stroke=\"#4d7a3a\" stroke-width=\"3\""
    case .noGo: "fill=\"url(#never)\" fill-opacity=\"0.75\" stroke=\"#a51d13\" stroke-width=\"2\""
    }
  }

  /// A smooth way through the points (Catmull and Rom, as Bézier curves).
  private static func path(_ points: [MapPoint], isClosed: Bool = true, softness: Float = 1 / 6)
    -> String
  {
    guard let first = points.first else { return "" }
    let count = points.count
    func at(_ index: Int) -> MapPoint {
      isClosed ? points[(index + count) % count] : points[min(max(index, 0), count - 1)]
    }
    var text = "M\(number(first.x)) \(number(first.y))"
    for index in 0..<(isClosed ? count : count - 1) {
      let (a, b, c, d) = (at(index - 1), at(index), at(index + 1), at(index + 2))
      let one = MapPoint(x: b.x + (c.x - a.x) * softness, y: b.y + (c.y - a.y) * softness)
      let two = MapPoint(x: c.x - (d.x - b.x) * softness, y: c.y - (d.y - b.y) * softness)
      text += "C" + [one, two, c].map { "\(number($0.x)) \(number($0.y))" }.joined(separator: " ")
    }
    return isClosed ? text + "Z" : text
  }

  /// To a tenth of a millimetre.
  private static func number(_ value: Float) -> String {
    let tenths = Int((value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    let rest = tenths.magnitude % 10
    return "\(sign)\(tenths.magnitude / 10)" + (rest == 0 ? "" : ".\(rest)")
  }

  private static func wrapped(_ text: String, characters: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= characters {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
