// SPDX-License-Identifier: Apache-2.0
import Anatomy

/// A map in characters, from the crown to below the knee: the figures that show anything, side by side.
///
/// Outline and zones are braille dots, so that one character holds two by four of them; regions that
/// no head is held to are crosses, so that they differ without colour too.
public struct Sketch: Hashable, Sendable {
  /// Lines of equal length.
  public let lines: [String]
  /// What each character shows, in the same places: `z` zone, `l` locked, `s` what to use instead, `n`
  /// never here, `b` body, a blank nothing.
  public let paint: [String]

  /// How wide a figure's field is, in millimetres to each side of the midline.
  private static let reach: Float = 325
  private static let lowest: Float = 1310
  private static let gap = 2

  /// - Parameters:
  ///   - columns: at most so many characters a line; less than 24 are taken for 24.
  ///   - plain: ASCII only, for terminals that have no more.
  public init(_ map: BodyMap, columns: Int, plain: Bool = false) {
    let cells = min(24, (max(24, min(columns, 200)) - Self.gap) / 2)
    let pitch = 2 * Self.reach / Float(cells * 2)
    let rows = Int((Self.lowest / (pitch * 4)).rounded(.up))
    var lines: [String] = []
    var paint: [String] = []
    let views = MapView.allCases.filter { view in map.areas.contains { $0.view == view } }
    let figures = views.map { Figure(map, $0, cells: cells, rows: rows, pitch: pitch) }
    for row in 0..<rows {
      let drawn = figures.map { $0.line(row, plain: plain) }
      let gap = String(repeating: " ", count: Self.gap)
      lines.append(drawn.map(\.text).joined(separator: gap))
      paint.append(drawn.map(\.paint).joined(separator: gap))
    }
    let captions = views.map { Self.caption($0, cells: cells) }
    let caption = captions.joined(separator: String(repeating: " ", count: Self.gap))
    lines.append(caption)
    paint.append(String(repeating: " ", count: caption.count))
    self.lines = lines
    self.paint = paint
  }

  /// `left back right`: whose sides they are differs between the figures.
  private static func caption(_ view: MapView, cells: Int) -> String {
    let words = view.isRight(.right) ? ["left", "right"] : ["right", "left"]
    let name = cells > 20 ? view.rawValue : ""
    let rest = max(0, cells - words[0].count - words[1].count - name.count)
    return words[0] + String(repeating: " ", count: rest / 2) + name
      + String(repeating: " ", count: rest - rest / 2) + words[1]
  }

  private struct Figure {
    private let dots: [[Bool]]
    private let kinds: [[MapArea.Kind?]]

    init(_ map: BodyMap, _ view: MapView, cells: Int, rows: Int, pitch: Float) {
      let areas = map.areas.filter { $0.view == view }
      var dots = [[Bool]](repeating: [Bool](repeating: false, count: cells * 2), count: rows * 4)
      var kinds = [[MapArea.Kind?]](
        repeating: [MapArea.Kind?](repeating: nil, count: cells * 2), count: rows * 4)
      for y in dots.indices {
        for x in dots[y].indices {
          // Two places to a dot, for strips that are thinner than one.
          let middles = [0.25, 0.75].map {
            MapPoint(x: (Float(x) + $0) * pitch - Sketch.reach, y: (Float(y) + 0.5) * pitch)
          }
          // What is to be treated is seen before what lies beside it.
          let hit = areas.filter { middles.contains(where: $0.contains) }.map(\.kind)
          kinds[y][x] = MapArea.Kind.allCases.first { hit.contains($0) }
          if let kind = kinds[y][x], kind != .noGo { dots[y][x] = true }
        }
      }
      Self.trace(Outline.whole, pitch, &dots)
      self.dots = dots
      self.kinds = Self.small(areas, pitch, kinds)
    }

    /// A zone smaller than a dot is shown as the dot its middle lies in.
    private static func small(
      _ areas: [MapArea], _ pitch: Float, _ kinds: [[MapArea.Kind?]]
    ) -> [[MapArea.Kind?]] {
      var kinds = kinds
      for area in areas where area.kind != .noGo {
        let count = Float(area.points.count)
        let x = area.points.reduce(0) { $0 + $1.x } / count
        let y = area.points.reduce(0) { $0 + $1.y } / count
        let column = Int((x + Sketch.reach) / pitch)
        let row = Int(y / pitch)
        guard kinds.indices.contains(row), kinds[row].indices.contains(column) else { continue }
        kinds[row][column] = area.kind
      }
      return kinds
    }

    private static func trace(_ points: [MapPoint], _ pitch: Float, _ dots: inout [[Bool]]) {
      for (a, b) in zip(points, points.dropFirst() + points.prefix(1)) {
        let steps = max(1, Int(max(abs(b.x - a.x), abs(b.y - a.y)) / pitch * 2))
        for step in 0...steps {
          let share = Float(step) / Float(steps)
          let x = Int(((a.x + (b.x - a.x) * share) + Sketch.reach) / pitch)
          let y = Int((a.y + (b.y - a.y) * share) / pitch)
          if dots.indices.contains(y), dots[y].indices.contains(x) { dots[y][x] = true }
        }
      }
    }

    func line(_ row: Int, plain: Bool) -> (text: String, paint: String) {
      var text = ""
      var paint = ""
      for cell in 0..<(dots[0].count / 2) {
        let places = (0..<8).map { (y: row * 4 + $0 / 2, x: cell * 2 + $0 % 2) }
        let found = places.compactMap { kinds[$0.y][$0.x] }
        let kind = MapArea.Kind.allCases.first { found.contains($0) }
        let lit = places.map { dots[$0.y][$0.x] || (kinds[$0.y][$0.x] ?? .noGo) != .noGo }
        let (symbol, color) = Self.look(kind, lit, plain: plain)
        text.append(symbol)
        paint.append(color)
      }
      return (text, paint)
    }

    private static func look(_ kind: MapArea.Kind?, _ lit: [Bool], plain: Bool)
      -> (Character, Character)
    {
      let dots = plain ? "." : braille(lit)
      switch kind {
      case .zone: return (plain ? "#" : dots, "z")
      case .locked: return (plain ? "!" : dots, "l")
      case .neighbour: return (plain ? "o" : dots, "s")
      case .noGo: return (plain ? "x" : "×", "n")
      case nil: return lit.contains(true) ? (dots, "b") : (" ", " ")
      }
    }

    /// Unicode braille: bits 1 2 4 64 down the left column, 8 16 32 128 down the right.
    private static func braille(_ lit: [Bool]) -> Character {
      let bits: [UInt32] = [1, 8, 2, 16, 4, 32, 64, 128]
      let code = zip(lit, bits).reduce(UInt32(0x2800)) { $1.0 ? $0 | $1.1 : $0 }
      return Unicode.Scalar(code).map(Character.init) ?? " "
    }
  }
}
