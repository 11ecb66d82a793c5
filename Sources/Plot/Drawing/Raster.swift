// SPDX-License-Identifier: Apache-2.0

/// A drawing as pixels: three bytes each, red, green, blue, row by row.
public struct Raster: Hashable, Sendable {
  public let width: Int
  public let height: Int
  public private(set) var bytes: [UInt8]
  /// Pixels to one unit of the drawing.
  private let scale: Float

  /// White paper with the shapes on it.
  ///
  /// - Parameter scale: pixels to one of the drawing's.
  public init(_ drawing: Drawing, scale: Int = 2) {
    width = drawing.width * scale
    height = drawing.height * scale
    self.scale = Float(scale)
    bytes = Array(repeating: 255, count: width * height * 3)
    for shape in drawing.shapes { draw(shape) }
  }

  private mutating func draw(_ shape: Drawing.Shape) {
    switch shape {
    case .rectangle(let x, let y, let width, let height, let color):
      fill(x * scale, y * scale, width * scale, height * scale, color)
    case .line(let points, let width, let dashed, let color):
      let scaled = points.map { Drawing.Point(x: $0.x * scale, y: $0.y * scale) }
      var way: Float = 0
      for (a, b) in zip(scaled, scaled.dropFirst()) {
        if dashed {
          way = dash(a, b, from: way, width * scale, color)
        } else {
          stroke(a, b, width * scale, color)
        }
      }
    case .text(let words, let point, let size, let anchor, let color):
      write(words, point, size, anchor, color)
    }
  }

  private mutating func fill(
    _ x: Float, _ y: Float, _ width: Float, _ height: Float, _ color: Drawing.Color
  ) {
    let columns =
      clamped(x, self.width)..<max(clamped(x, self.width), clamped(x + width, self.width))
    let rows =
      clamped(y, self.height)..<max(clamped(y, self.height), clamped(y + height, self.height))
    for row in rows { for column in columns { blend(column, row, 1, color) } }
  }

  private func clamped(_ value: Float, _ limit: Int) -> Int {
    Int(min(max(value.rounded(), 0), Float(limit)))
  }

  /// Draws dashes of four units; gives how far along the pattern the line ends.
  private mutating func dash(
    _ a: Drawing.Point, _ b: Drawing.Point, from: Float, _ width: Float, _ color: Drawing.Color
  ) -> Float {
    let length = Self.length(b.x - a.x, b.y - a.y)
    let period = 4 * scale
    guard length > 0 else { return from }
    func at(_ way: Float) -> Drawing.Point {
      Drawing.Point(x: a.x + (b.x - a.x) * way / length, y: a.y + (b.y - a.y) * way / length)
    }
    var number = (from / period).rounded(.down)
    while number * period < from + length {
      let start = max(0, number * period - from)
      let end = min(length, (number + 1) * period - from)
      if Int(number).isMultiple(of: 2), end > start { stroke(at(start), at(end), width, color) }
      number += 1
    }
    return (from + length).truncatingRemainder(dividingBy: 2 * period)
  }

  /// A line with round ends; a pixel is covered as far as the line's edge lies beyond its middle.
  private mutating func stroke(
    _ a: Drawing.Point, _ b: Drawing.Point, _ width: Float, _ color: Drawing.Color
  ) {
    let dx = b.x - a.x
    let dy = b.y - a.y
    let square = dx * dx + dy * dy
    let reach = width / 2 + 1
    let isFlat = abs(dx) >= abs(dy)
    let (from, to) = isFlat ? (min(a.x, b.x), max(a.x, b.x)) : (min(a.y, b.y), max(a.y, b.y))
    let across = reach * 1.5
    let limit = isFlat ? self.width : height
    let other = isFlat ? height : self.width
    guard to + reach >= 0, from - reach < Float(limit) else { return }
    for main in clamped(
      from - reach, limit)..<max(clamped(from - reach, limit), clamped(to + reach, limit))
    {
      let middle = Float(main) + 0.5
      let start = isFlat ? a : Drawing.Point(x: a.y, y: a.x)
      let slope = square > 0 ? (isFlat ? dy / dx : dx / dy) : 0
      let inside = min(max(middle, from), to)
      let center = start.y + (inside - start.x) * slope
      let low = clamped(center - across, other)
      for side in low..<max(low, clamped(center + across, other)) {
        let x = isFlat ? middle : Float(side) + 0.5
        let y = isFlat ? Float(side) + 0.5 : middle
        let share = square > 0 ? min(max(((x - a.x) * dx + (y - a.y) * dy) / square, 0), 1) : 0
        let distance = Self.length(x - a.x - dx * share, y - a.y - dy * share)
        let cover = min(max(width / 2 + 0.5 - distance, 0), 1)
        guard cover > 0 else { continue }
        if isFlat { blend(main, side, cover, color) } else { blend(side, main, cover, color) }
      }
    }
  }

  private mutating func write(
    _ words: String, _ point: Drawing.Point, _ size: Float, _ anchor: Drawing.Anchor,
    _ color: Drawing.Color
  ) {
    let unit = size * 0.11
    let wide = Float(words.count) * StrokeFont.advance * unit
    var x = point.x
    switch anchor {
    case .start: break
    case .middle: x -= wide / 2
    case .end: x -= wide
    }
    for character in words {
      for stroke in StrokeFont.strokes(character) {
        let points = stroke.map {
          Drawing.Point(x: (x + $0.x * unit) * scale, y: (point.y + ($0.y - 6) * unit) * scale)
        }
        for (a, b) in zip(points, points.dropFirst()) {
          self.stroke(a, b, size * 0.09 * scale, color)
        }
      }
      x += StrokeFont.advance * unit
    }
  }

  private mutating func blend(_ column: Int, _ row: Int, _ cover: Float, _ color: Drawing.Color) {
    let at = (row * width + column) * 3
    mix(at, color.red, cover)
    mix(at + 1, color.green, cover)
    mix(at + 2, color.blue, cover)
  }

  private mutating func mix(_ at: Int, _ ink: UInt8, _ cover: Float) {
    let paper = Float(bytes[at])
    bytes[at] = UInt8(paper + (Float(ink) - paper) * cover)
  }

  private static func length(_ x: Float, _ y: Float) -> Float { (x * x + y * y).squareRoot() }
}
