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
        case .delivered(0): style.cyan(piece.text)
        case .delivered: style.green(piece.text)
        case .measured(0): style.yellow(piece.text)
        case .measured: style.magenta(piece.text)
        case .mark: style.dim(piece.text)
        }
      }.joined()
    }
  }

  /// A session's curve as a plot takes it.
  static func points(_ curve: Curve) -> [MeasuredPoint] {
    let second = curve.second.map { points(of: $0, number: 1, curve) } ?? []
    return points(of: curve.first, number: 0, curve) + second
  }

  private static func points(of actuator: ActuatorCurve, number: UInt8, _ curve: Curve)
    -> [MeasuredPoint]
  {
    let count =
      [
        curve.ms.count, curve.step.count, actuator.measuredFrequency.count,
        actuator.measuredAmplitude.count, actuator.acceleration.count,
      ].min() ?? 0
    return (0..<count).map { index in
      MeasuredPoint(
        at: .milliseconds(Int64(min(max(curve.ms[index], 0), 86_400_000))), step: curve.step[index],
        actuator: number, frequency: Hertz(hertz: Float(actuator.measuredFrequency[index])),
        amplitude: Displacement(millimeters: Float(actuator.measuredAmplitude[index])),
        acceleration: Acceleration(g: Float(actuator.acceleration[index])))
    }
  }
}
