// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Quantities

/// The sheet: frequency, amplitude and acceleration over one axis of time.
public struct Chart {
  /// Columns between the axes: as many as the sheet has room for.
  public static let columns = 1000

  static let left: Float = 60
  static let right: Float = 20
  static let titleSize: Float = 17
  static let panelHeight: Float = 170
  static let panelGap: Float = 40
  static let width = Int(left + Float(columns) + right)

  let series: PlotSeries
  private var shapes: [Drawing.Shape] = []

  /// - Parameter notes: sentences below the chart, such as what it was proved for.
  public static func drawing(_ series: PlotSeries, notes: [String] = []) -> Drawing {
    var chart = Chart(series)
    return chart.draw(notes)
  }

  private init(_ series: PlotSeries) { self.series = series }

  private mutating func draw(_ notes: [String]) -> Drawing {
    let legend = Self.rows(legend)
    let title = Paragraph.lines(series.title) {
      Self.width($0, size: Self.titleSize) <= Float(Self.columns)
    }
    let head = 26 + Float(title.count) * 22
    var top = head + 30 + Float(legend.count) * 18
    let bottom = top + 3 * Self.panelHeight + 2 * Self.panelGap
    let lines = (captions + notes).flatMap { note in
      Paragraph.lines(note) { Self.width($0, size: 12) <= Float(Self.columns) }
    }
    let height = bottom + 50 + Float(lines.count) * 17
    shapes.append(
      .rectangle(x: 0, y: 0, width: Float(Self.width), height: height, ChartPalette.paper))
    for (row, line) in title.enumerated() {
      text(line, Self.left, 26 + Float(row) * 22, size: Self.titleSize, ChartPalette.ink)
    }
    for (row, entries) in legend.enumerated() { draw(entries, y: head + Float(row) * 18) }
    for kind in PanelKind.allCases {
      shapes += ChartPanel(kind: kind, series: series, top: top).shapes()
      if kind == .frequency { labelSegments(y: top - 6) }
      top += Self.panelHeight + Self.panelGap
    }
    drawTime(bottom)
    for (index, line) in lines.enumerated() {
      text(line, Self.left, bottom + 50 + Float(index) * 17, size: 12, ChartPalette.faint)
    }
    return Drawing(width: Self.width, height: Int(height), shapes: shapes)
  }

  private mutating func text(
    _ words: String, _ x: Float, _ y: Float, size: Float, _ color: Drawing.Color,
    _ anchor: Drawing.Anchor = .start
  ) {
    shapes.append(.text(words, Drawing.Point(x: x, y: y), size: size, anchor, color))
  }

  /// What a line of the legend stands for.
  private typealias LegendEntry = (name: String, color: Drawing.Color, isDashed: Bool)

  private var legend: [LegendEntry] {
    let isAlone = series.curves.count == 1
    func name(_ what: String, _ curve: PlotCurve) -> String {
      isAlone ? what : "actuator \(curve.actuator), \(what)"
    }
    var entries: [LegendEntry] = series.curves.map { curve in
      (name("delivered", curve), ChartPalette.actuator(curve.actuator), false)
    }
    entries.append(("asked, before the slew limiter", ChartPalette.asked, true))
    entries += series.measured.map { curve in
      (name("measured", curve), ChartPalette.measured(curve.actuator), false)
    }
    entries.append(("envelope", ChartPalette.limit, false))
    if !series.marks.filter({ $0.kind != .rest }).isEmpty {
      entries.append(("waits for you", ChartPalette.mark, true))
    }
    return entries
  }

  private static func width(_ entry: LegendEntry) -> Float { 28 + width(entry.name, size: 12) + 18 }

  /// As many entries beside each other as the sheet has room for.
  private static func rows(_ entries: [LegendEntry]) -> [[LegendEntry]] {
    var rows: [[LegendEntry]] = [[]]
    var taken: Float = 0
    for entry in entries {
      if taken + width(entry) > Float(columns), taken > 0 {
        rows.append([])
        taken = 0
      }
      rows[rows.count - 1].append(entry)
      taken += width(entry)
    }
    return rows
  }

  private mutating func draw(_ entries: [LegendEntry], y: Float) {
    var x = Self.left
    for (name, color, dashed) in entries {
      shapes.append(
        .line(
          [Drawing.Point(x: x, y: y - 4), Drawing.Point(x: x + 22, y: y - 4)], width: 2,
          dashed: dashed, color))
      text(name, x + 28, y, size: 12, ChartPalette.ink)
      x += Self.width((name, color, dashed))
    }
  }

  /// Each segment's zone where there is room for it, else its number.
  private mutating func labelSegments(y: Float) {
    for (index, segment) in series.segments.enumerated() {
      let start = x(segment.start)
      let room = x(segment.end) - start
      let name = "\(segment.address) \(segment.profile.rawValue)"
      if Self.width(name, size: 12) + 4 < room {
        text(name, start + 2, y, size: 12, ChartPalette.ink)
      } else if Self.width("\(index + 1)", size: 12) + 4 < room {
        text("\(index + 1)", start + 2, y, size: 12, ChartPalette.ink)
      }
    }
  }

  private mutating func drawTime(_ bottom: Float) {
    let seconds = Float(series.duration.milliseconds) / 1000
    let scale = Scale(seconds: seconds)
    for tick in scale.ticks where seconds > 0 && tick <= seconds {
      let x = Self.left + tick / seconds * Float(Self.columns)
      text(
        Digits.time(tick, step: scale.step), x, bottom + 17, size: 12, ChartPalette.ink, .middle)
    }
  }

  private func x(_ time: Interval) -> Float { Self.x(time, in: series) }

  static func x(_ time: Interval, in series: PlotSeries) -> Float {
    let share = Double(time.nanoseconds) / Double(max(1, series.duration.nanoseconds))
    return left + Float(share) * Float(columns)
  }

  /// As wide as the widest of the usual fonts is likely to write it.
  static func width(_ text: String, size: Float) -> Float { Float(text.count) * size * 0.62 }

  private var captions: [String] {
    var lines = ["Intensity \(series.intensity) of 10."]
    if series.hasBranches { lines[0] += " Of the ways its questions lead, the longest is drawn." }
    if series.marks.contains(where: { $0.kind != .rest }) {
      lines[0] += " Waits for you have no room on the axis of time."
    }
    let named = series.segments.enumerated().filter { _, segment in
      let name = "\(segment.address) \(segment.profile.rawValue)"
      return Self.width(name, size: 12) + 4 >= x(segment.end) - x(segment.start)
    }
    for (index, segment) in named.prefix(24) {
      lines.append("\(index + 1)  \(segment.address) \(segment.profile.rawValue)")
    }
    if named.count > 24 { lines.append("and \(named.count - 24) more") }
    return lines
  }
}
