// SPDX-License-Identifier: Apache-2.0

import Anatomy
import Plot
import Quantities

/// A plot's curves, as JSON shows them: of each quantity the least and the greatest in each column.
struct PlotPage: Encodable {
  static let columns = 500

  struct Range: Encodable {
    let low: [Float?]
    let high: [Float?]

    init(_ columns: [PlotCurve.Column], _ path: KeyPath<PlotCurve.Column, PlotRange>) {
      low = columns.map { $0[keyPath: path].isEmpty ? nil : $0[keyPath: path].low }
      high = columns.map { $0[keyPath: path].isEmpty ? nil : $0[keyPath: path].high }
    }
  }

  struct Curve: Encodable {
    let actuator: UInt8
    let frequency: Range
    let amplitude: Range
    let acceleration: Range
    let askedAmplitude: Range
    let amplitudeCap: Range

    init(_ curve: PlotCurve) {
      actuator = curve.actuator
      frequency = Range(curve.columns, \.frequency)
      amplitude = Range(curve.columns, \.amplitude)
      acceleration = Range(curve.columns, \.acceleration)
      askedAmplitude = Range(curve.columns, \.askedAmplitude)
      amplitudeCap = Range(curve.columns, \.cap)
    }
  }

  struct Mark: Encodable {
    let kind: String
    let seconds: Float
    let text: String
  }

  let title: String
  let seconds: Float
  let curves: [Curve]
  let measured: [Curve]
  let marks: [Mark]

  init(_ series: PlotSeries) {
    title = series.title
    seconds = series.duration.seconds
    curves = series.curves.map { Curve($0) }
    measured = series.measured.map { Curve($0) }
    let segments = series.segments.map { segment in
      Mark(
        kind: "segment", seconds: segment.start.seconds,
        text: "\(segment.address) \(segment.profile.rawValue)")
    }
    marks =
      segments
      + series.marks.map { mark in
        Mark(kind: mark.kind.rawValue, seconds: mark.start.seconds, text: mark.text)
      }
  }
}
