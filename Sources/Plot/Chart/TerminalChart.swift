// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Envelope
import Quantities

/// The chart in characters: eight dots of braille to a cell.
public enum TerminalChart {
  /// What a piece of a line shows, for a colour.
  public enum Ink: Hashable, Sendable {
    case plain
    case envelope
    /// Of an actuator, counted from 0.
    case delivered(UInt8)
    case measured(UInt8)
    case mark
  }

  /// A line in pieces of one ink each.
  public typealias Line = [(text: String, ink: Ink)]

  static let gutter = 8
  static let rows = 6

  /// Columns of dots in a terminal of so many characters.
  public static func columns(width: Int) -> Int { max(20, width - gutter) * 2 }

  /// - Parameter series: with as many columns as ``columns(width:)`` says.
  public static func lines(_ series: PlotSeries) -> [Line] {
    let cells = series.columns / 2
    let width = cells + gutter
    var lines: [Line] = Paragraph.lines(series.title) { $0.count <= width }.map { [($0, .plain)] }
    lines += legend(series, width)
    for kind in PanelKind.allCases {
      lines.append([(String(repeating: " ", count: gutter) + kind.title, .plain)])
      lines += panel(kind, series, cells)
    }
    lines.append(markLine(series, cells))
    lines.append(timeLine(series, cells))
    return lines
  }

  private static func legend(_ series: PlotSeries, _ width: Int) -> [Line] {
    func name(_ what: String, _ curve: PlotCurve) -> String {
      series.curves.count == 1 ? "━ \(what)" : "━ actuator \(curve.actuator), \(what)"
    }
    let entries =
      series.curves.map { (text: name("delivered", $0), ink: Ink.delivered($0.actuator)) }
      + [("┅ envelope", .envelope)]
      + series.measured.map { (name("measured", $0), .measured($0.actuator)) }
    var lines: [Line] = []
    for entry in entries {
      if let last = lines.last, last.reduce(2, { $0 + $1.text.count }) + entry.text.count <= width {
        lines[lines.count - 1] += [("  ", .plain), entry]
      } else {
        lines.append([entry])
      }
    }
    for (index, segment) in series.segments.enumerated() {
      lines.append([("\(index + 1) \(segment.address) \(segment.profile.rawValue)", .plain)])
    }
    return lines
  }

  private static func panel(_ kind: PanelKind, _ series: PlotSeries, _ cells: Int) -> [Line] {
    let scale = Scale(kind.highest(series))
    var dots = DotGrid(cells: cells, rows: rows)
    func row(_ value: Float) -> Int {
      let height = rows * 4 - 1
      return height - Int((min(max(value / scale.top, 0), 1) * Float(height)).rounded())
    }
    if let cap = kind.cap {
      for (column, range) in (series.curves.first?.columns ?? []).enumerated() {
        let limit = range[keyPath: cap]
        // Every other dot, to tell it from a curve without colours.
        if !limit.isEmpty, column.isMultiple(of: 2) {
          dots.set(column, row(limit.low)...row(limit.low), .envelope)
        }
      }
    } else {
      for segment in series.segments {
        let ends = [segment.bounds.frequencyMin.hertz, segment.bounds.frequencyMax.hertz]
        let start = column(segment.start, series)
        for at in stride(from: start, to: column(segment.end, series), by: 2) {
          for end in ends { dots.set(at, row(end)...row(end), .envelope) }
        }
      }
    }
    for curve in series.curves { dots.draw(curve, kind.delivered, .delivered(curve.actuator), row) }
    for curve in series.measured {
      dots.draw(curve, kind.delivered, .measured(curve.actuator), row)
    }
    return (0..<rows).map { index in
      let label =
        index == 0 ? scale.label(scale.top) : index == rows - 1 ? "0" : ""
      let pad = String(repeating: " ", count: max(0, gutter - 2 - label.count))
      return [(pad + label + " │", .plain)] + dots.pieces(index)
    }
  }

  private static func column(_ time: Interval, _ series: PlotSeries) -> Int {
    let share = Double(time.nanoseconds) / Double(max(1, series.duration.nanoseconds))
    return min(Int(share * Double(series.columns)), series.columns)
  }

  /// Numbers where segments begin, `m` for a move, `?` for a question, `.` for a rest.
  private static func markLine(_ series: PlotSeries, _ cells: Int) -> Line {
    var marks = [Character](repeating: " ", count: cells)
    func put(_ text: String, _ time: Interval) {
      for (offset, character) in text.enumerated() {
        let at = min(column(time, series) / 2, cells - 1) + offset
        if at < cells { marks[at] = character }
      }
    }
    for mark in series.marks where mark.kind == .rest {
      let end = column(mark.start + mark.duration, series) / 2
      for at in min(column(mark.start, series) / 2, end)..<min(end, cells) { marks[at] = "." }
    }
    for (index, segment) in series.segments.enumerated() { put("\(index + 1)", segment.start) }
    for mark in series.marks where mark.kind != .rest {
      let at = max(0, min(column(mark.start, series) / 2, cells - 1) - 1)
      marks[at] = mark.kind == .ask ? "?" : "m"
    }
    return [(String(repeating: " ", count: gutter) + String(marks), .mark)]
  }

  private static func timeLine(_ series: PlotSeries, _ cells: Int) -> Line {
    let seconds = Float(series.duration.milliseconds) / 1000
    let scale = Scale(seconds: seconds, most: max(2, cells / 12))
    var line = [Character](repeating: " ", count: cells + 8)
    for tick in scale.ticks where tick <= seconds {
      let at = Int(tick / max(seconds, 1e-3) * Float(cells - 1))
      for (offset, character) in Digits.time(tick, step: scale.step).enumerated()
      where at + offset < line.count {
        line[at + offset] = character
      }
    }
    while line.last == " " { line.removeLast() }
    return [(String(repeating: " ", count: gutter) + String(line), .plain)]
  }
}
