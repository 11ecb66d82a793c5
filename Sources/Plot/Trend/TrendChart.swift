// SPDX-License-Identifier: Apache-2.0

/// A trend as a sheet of shapes.
public enum TrendChart {
  static let left: Float = 46
  static let plotWidth: Float = 640
  static let panelHeight: Float = 110
  static let gap: Float = 34

  public static func drawing(_ trend: Trend) -> Drawing {
    let width = left + plotWidth + 16
    let height = 34 + Float(trend.panels.count) * (panelHeight + gap) + 14
    var shapes: [Drawing.Shape] = [
      .rectangle(x: 0, y: 0, width: width, height: height, ChartPalette.paper),
      .text(trend.title, Drawing.Point(x: left, y: 18), size: 14, .start, ChartPalette.ink),
    ]
    var top: Float = 50
    for panel in trend.panels {
      shapes += self.panel(panel, trend, top)
      top += panelHeight + gap
    }
    let base = top - gap + 16
    let ends: [(String, Float, Drawing.Anchor)] = [
      (trend.first, left, .start), (trend.last, left + plotWidth, .end),
    ]
    for (words, x, anchor) in ends {
      shapes.append(
        .text(words, Drawing.Point(x: x, y: base), size: 11, anchor, ChartPalette.faint))
    }
    return Drawing(width: Int(width), height: Int(height), shapes: shapes)
  }

  private static func panel(_ panel: Trend.Panel, _ trend: Trend, _ top: Float) -> [Drawing.Shape] {
    let scale = panel.scale
    func y(_ value: Float) -> Float {
      top + panelHeight * (1 - min(max(value / scale.top, 0), 1))
    }
    func x(_ day: Float) -> Float { left + plotWidth * min(max(day / trend.days, 0), 1) }
    var shapes: [Drawing.Shape] = []
    for tick in scale.ticks {
      let ends = [
        Drawing.Point(x: left, y: y(tick)), Drawing.Point(x: left + plotWidth, y: y(tick)),
      ]
      shapes.append(.line(ends, width: 1, dashed: false, ChartPalette.grid))
      shapes.append(
        .text(
          scale.label(tick), Drawing.Point(x: left - 6, y: y(tick) + 4), size: 10, .end,
          ChartPalette.faint))
    }
    shapes.append(
      .text(
        panel.title, Drawing.Point(x: left, y: top - 8), size: 12, .start, ChartPalette.ink))
    shapes += legend(panel, top - 8)
    for (index, layer) in panel.layers.enumerated() {
      let color = ChartPalette.actuator(UInt8(truncatingIfNeeded: index))
      switch layer.style {
      case .bars:
        let wide = max(2, min(10, plotWidth / max(1, trend.days) * 0.5))
        for point in layer.points {
          shapes.append(
            .rectangle(
              x: min(max(x(point.day) - wide / 2, left), left + plotWidth - wide),
              y: y(point.value), width: wide, height: top + panelHeight - y(point.value), color))
        }
      case .line:
        let points = layer.points.map { Drawing.Point(x: x($0.day), y: y($0.value)) }
        if points.count > 1 {
          shapes.append(.line(points, width: 1.5, dashed: index > 0, color))
        }
        for point in points {
          shapes.append(.rectangle(x: point.x - 2, y: point.y - 2, width: 4, height: 4, color))
        }
      }
    }
    return shapes
  }

  private static func legend(_ panel: Trend.Panel, _ y: Float) -> [Drawing.Shape] {
    guard panel.layers.count > 1 else { return [] }
    var shapes: [Drawing.Shape] = []
    var x = left + plotWidth
    for (index, layer) in panel.layers.enumerated().reversed() {
      let color = ChartPalette.actuator(UInt8(truncatingIfNeeded: index))
      shapes.append(.text(layer.name, Drawing.Point(x: x, y: y), size: 11, .end, color))
      x -= Float(layer.name.count) * 6.5 + 16
    }
    return shapes
  }
}
