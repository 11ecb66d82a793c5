// SPDX-License-Identifier: Apache-2.0

import ControlAPI
import Plot
import Quantities

/// A plot in the terminal's colours.
enum PlotText {
  static func lines(_ series: PlotSeries, style: TextStyle) -> [String] {
    coloured(TerminalChart.lines(series), style: style)
  }

  static func coloured(_ lines: [TerminalChart.Line], style: TextStyle) -> [String] {
    lines.map { line in
      line.map { piece in
        switch piece.ink {
        case .plain: piece.text
        case .envelope: style.red(piece.text)
        case .delivered: style.cyan(piece.text)
        case .measured: style.yellow(piece.text)
        case .mark: style.dim(piece.text)
        }
      }.joined()
    }
  }

  /// A session's curve as a plot takes it.
  static func points(_ curve: Curve) -> [MeasuredPoint] {
    let count =
      [
        curve.ms.count, curve.step.count, curve.measuredFrequency.count,
        curve.measuredAmplitude.count, curve.acceleration.count,
      ].min() ?? 0
    return (0..<count).map { index in
      MeasuredPoint(
        at: .milliseconds(Int64(min(max(curve.ms[index], 0), 86_400_000))), step: curve.step[index],
        frequency: Hertz(hertz: Float(curve.measuredFrequency[index])),
        amplitude: Displacement(millimeters: Float(curve.measuredAmplitude[index])),
        acceleration: Acceleration(g: Float(curve.acceleration[index])))
    }
  }
}
