// SPDX-License-Identifier: Apache-2.0

/// A trend in characters: eight dots of braille to a cell.
public enum TrendLines {
  private static let gutter = 8
  private static let rows = 4

  /// - Parameter width: columns of the terminal.
  public static func lines(_ trend: Trend, width: Int) -> [TerminalChart.Line] {
    let cells = max(20, width - gutter)
    var lines: [TerminalChart.Line] = [[(trend.title, .plain)]]
    for panel in trend.panels { lines += self.panel(panel, trend, cells) }
    let pad = String(repeating: " ", count: max(1, cells - trend.first.count - trend.last.count))
    lines.append([
      (String(repeating: " ", count: gutter) + trend.first + pad + trend.last, .plain)
    ])
    return lines
  }

  private static func panel(_ panel: Trend.Panel, _ trend: Trend, _ cells: Int)
    -> [TerminalChart.Line]
  {
    let scale = panel.scale
    var dots = DotGrid(cells: cells, rows: rows)
    let height = rows * 4 - 1
    func row(_ value: Float) -> Int {
      height - Int((min(max(value / scale.top, 0), 1) * Float(height)).rounded())
    }
    func column(_ day: Float) -> Int {
      Int(min(max(day / trend.days, 0), 1) * Float(cells * 2 - 1))
    }
    var title: TerminalChart.Line = [
      (String(repeating: " ", count: gutter) + panel.title, .plain)
    ]
    for (index, layer) in panel.layers.enumerated() {
      let ink = inks[index % inks.count]
      if panel.layers.count > 1 { title.append(("  ━ \(layer.name)", ink)) }
      var last: (column: Int, row: Int)?
      for point in layer.points {
        let here = (column: column(point.day), row: row(point.value))
        switch layer.style {
        case .bars: dots.set(here.column, here.row...height, ink)
        case .line:
          for at in (last?.column ?? here.column)...max(here.column, last?.column ?? 0) {
            let value = between(last ?? here, here, at)
            dots.set(at, value...value, ink)
          }
          last = here
        }
      }
    }
    return [title]
      + (0..<rows).map { index in
        let label = index == 0 ? scale.label(scale.top) : index == rows - 1 ? "0" : ""
        let pad = String(repeating: " ", count: max(0, gutter - 2 - label.count))
        return [(pad + label + " │", .plain)] + dots.pieces(index)
      }
  }

  private static let inks: [TerminalChart.Ink] = [.delivered(0), .measured(0), .mark]

  private static func between(
    _ a: (column: Int, row: Int), _ b: (column: Int, row: Int), _ at: Int
  ) -> Int {
    guard b.column > a.column else { return b.row }
    return a.row + (b.row - a.row) * (at - a.column) / (b.column - a.column)
  }
}
