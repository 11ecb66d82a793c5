// SPDX-License-Identifier: Apache-2.0
import Envelope
import Quantities

/// One quantity over time, with its axis, its envelope and its curves.
struct ChartPanel {
  let kind: PanelKind
  let series: PlotSeries
  let top: Float
  private let scale: Scale
  private let height = Chart.panelHeight

  init(kind: PanelKind, series: PlotSeries, top: Float) {
    self.kind = kind
    self.series = series
    self.top = top
    scale = Scale(kind.highest(series))
  }

  func shapes() -> [Drawing.Shape] {
    rests() + forbidden() + axis() + marks() + curves() + frame()
  }

  private var bottom: Float { top + height }
  private var right: Float { Chart.left + Float(Chart.columns) }

  private func y(_ value: Float) -> Float {
    bottom - min(max(value / scale.top, 0), 1) * height
  }

  private func x(_ time: Interval) -> Float { Chart.x(time, in: series) }

  private func rests() -> [Drawing.Shape] {
    series.marks.filter { $0.kind == .rest }.map { mark in
      let start = x(mark.start)
      return .rectangle(
        x: start, y: top, width: max(x(mark.start + mark.duration) - start, 1), height: height,
        ChartPalette.rest)
    }
  }

  /// What no curve may enter, tinted, with its edge.
  private func forbidden() -> [Drawing.Shape] {
    var shapes: [Drawing.Shape] = []
    guard let cap = kind.cap else {
      for segment in series.segments {
        let start = x(segment.start)
        let end = x(segment.end)
        let high = y(segment.bounds.frequencyMax.hertz)
        let low = y(segment.bounds.frequencyMin.hertz)
        for (from, to) in [(top, high), (low, bottom)] {
          shapes.append(
            .rectangle(
              x: start, y: from, width: end - start, height: max(0, to - from),
              ChartPalette.forbidden))
        }
        for edge in [high, low] {
          shapes.append(line([point(start, edge), point(end, edge)], 1, ChartPalette.limit))
        }
      }
      return shapes
    }
    guard let curve = series.curves.first else { return [] }
    let ranges = curve.columns.map { $0[keyPath: cap] }
    for (start, end, value) in Self.runs(ranges) {
      let edge = y(value)
      shapes.append(
        .rectangle(
          x: Chart.left + Float(start), y: top, width: Float(end - start), height: edge - top,
          ChartPalette.forbidden))
    }
    return shapes
      + lines(ranges, bridge: 0).map { line($0, 1, ChartPalette.limit) }
  }

  /// Neighbouring columns whose highest cap is the same.
  private static func runs(_ ranges: [PlotRange]) -> [(start: Int, end: Int, value: Float)] {
    var runs: [(start: Int, end: Int, value: Float)] = []
    for (index, range) in ranges.enumerated() where !range.isEmpty {
      if let last = runs.last, last.end == index, last.value == range.high {
        runs[runs.count - 1].end = index + 1
      } else {
        runs.append((index, index + 1, range.high))
      }
    }
    return runs
  }

  private func axis() -> [Drawing.Shape] {
    var shapes: [Drawing.Shape] = []
    for tick in scale.ticks {
      let at = y(tick)
      shapes.append(line([point(Chart.left, at), point(right, at)], 0.5, ChartPalette.grid))
      shapes.append(
        .text(scale.label(tick), point(Chart.left - 6, at + 4), size: 12, .end, ChartPalette.ink))
    }
    let seconds = Float(series.duration.milliseconds) / 1000
    for tick in Scale(seconds: seconds).ticks where tick > 0 && tick <= seconds {
      let at = Chart.left + tick / seconds * Float(Chart.columns)
      shapes.append(line([point(at, top), point(at, bottom)], 0.5, ChartPalette.grid))
    }
    // Above what labels the segments and the waits.
    shapes.append(
      .text(
        kind.title, point(right, top - 22), size: 12, .end,
        ChartPalette.faint))
    return shapes
  }

  private func marks() -> [Drawing.Shape] {
    var shapes = series.segments.dropFirst().map { segment in
      line([point(x(segment.start), top), point(x(segment.start), bottom)], 1, ChartPalette.faint)
    }
    for mark in series.marks where mark.kind != .rest {
      let at = x(mark.start)
      shapes.append(
        .line([point(at, top), point(at, bottom)], width: 1.5, dashed: true, ChartPalette.mark))
      guard kind == .amplitude else { continue }
      shapes.append(
        .text(
          mark.kind == .ask ? "ask" : "move", point(at, top - 6), size: 11,
          at < Chart.left + 20 ? .start : .middle, ChartPalette.mark))
    }
    return shapes
  }

  private func curves() -> [Drawing.Shape] {
    var shapes: [Drawing.Shape] = []
    for curve in series.curves {
      let delivered = curve.columns.map { $0[keyPath: kind.delivered] }
      if let path = kind.asked {
        let asked = curve.columns.map { $0[keyPath: path] }
        shapes += lines(asked, bridge: 0).map {
          .line($0, width: 1, dashed: true, ChartPalette.asked)
        }
      }
      shapes += lines(delivered, bridge: 0).map {
        line($0, 1.8, ChartPalette.actuator(curve.actuator))
      }
    }
    for measured in series.measured {
      let ranges = measured.columns.map { $0[keyPath: kind.delivered] }
      // Ten points a second leave columns empty between them; a gap of more than 0.5 s is one.
      let seconds = Float(series.duration.milliseconds) / 1000
      let bridge = Int(0.5 * Float(Chart.columns) / max(seconds, 0.1))
      shapes += lines(ranges, bridge: bridge).map {
        line($0, 1.4, ChartPalette.measured(measured.actuator))
      }
    }
    return shapes
  }

  private func frame() -> [Drawing.Shape] {
    [
      line(
        [
          point(Chart.left, top), point(Chart.left, bottom), point(right, bottom),
          point(right, top),
          point(Chart.left, top),
        ], 1, ChartPalette.ink)
    ]
  }

  private func lines(_ ranges: [PlotRange], bridge: Int) -> [[Drawing.Point]] {
    let width = Float(Chart.columns) / Float(max(1, ranges.count))
    return ColumnLine.lines(ranges, bridge: bridge) { column, value in
      point(Chart.left + column * width, y(value))
    }
  }

  private func point(_ x: Float, _ y: Float) -> Drawing.Point { Drawing.Point(x: x, y: y) }

  private func line(_ points: [Drawing.Point], _ width: Float, _ color: Drawing.Color)
    -> Drawing.Shape
  { .line(points, width: width, dashed: false, color) }
}
