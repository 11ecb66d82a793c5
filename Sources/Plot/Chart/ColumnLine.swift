// SPDX-License-Identifier: Apache-2.0

/// Columns as lines that touch the least and the greatest value of each.
enum ColumnLine {
  /// - Parameters:
  ///   - bridge: how many empty columns a line passes over.
  ///   - place: where a value of a column lies.
  static func lines(
    _ ranges: [PlotRange], bridge: Int, place: (_ column: Float, _ value: Float) -> Drawing.Point
  ) -> [[Drawing.Point]] {
    var lines: [[Drawing.Point]] = []
    var line: [Drawing.Point] = []
    var last = 0
    for (index, range) in ranges.enumerated() where !range.isEmpty {
      if !line.isEmpty, index - last > bridge + 1 {
        lines.append(line)
        line = []
      }
      let low = place(Float(index) + 0.5, range.low)
      let high = place(Float(index) + 0.5, range.high)
      // The nearer end first, so that a slope stays a slope.
      let isUpward = line.last.map { abs($0.y - low.y) <= abs($0.y - high.y) } ?? true
      append(isUpward ? low : high, to: &line)
      if low != high { append(isUpward ? high : low, to: &line) }
      last = index
    }
    if !line.isEmpty { lines.append(line) }
    return lines.map { $0.count == 1 ? [$0[0], Drawing.Point(x: $0[0].x + 1, y: $0[0].y)] : $0 }
  }

  /// Level stretches have only their two ends.
  private static func append(_ point: Drawing.Point, to line: inout [Drawing.Point]) {
    if line.count >= 2, line[line.count - 1].y == point.y, line[line.count - 2].y == point.y {
      line[line.count - 1] = point
    } else {
      line.append(point)
    }
  }
}
