// SPDX-License-Identifier: Apache-2.0
import Envelope
import Quantities

/// The three quantities that are drawn over time.
enum PanelKind: CaseIterable, Hashable, Sendable {
  case frequency
  case amplitude
  case acceleration

  var title: String {
    switch self {
    case .frequency: "Frequency, Hz"
    case .amplitude: "Amplitude, mm peak to peak"
    case .acceleration: "Acceleration, g peak"
    }
  }

  var delivered: KeyPath<PlotCurve.Column, PlotRange> {
    switch self {
    case .frequency: \.frequency
    case .amplitude: \.amplitude
    case .acceleration: \.acceleration
    }
  }

  /// Before the slew limiter.
  var asked: KeyPath<PlotCurve.Column, PlotRange>? {
    switch self {
    case .frequency: \.askedFrequency
    case .amplitude: \.askedAmplitude
    case .acceleration: nil
    }
  }

  /// What may not be exceeded and changes with the frequency; the band is the segments'.
  var cap: KeyPath<PlotCurve.Column, PlotRange>? {
    switch self {
    case .frequency: nil
    case .amplitude: \.cap
    case .acceleration: \.accelerationCap
    }
  }

  /// The highest value that has to be on the axis.
  func highest(_ series: PlotSeries) -> Float {
    var highest: Float = 0
    for curve in series.curves + series.measured {
      highest = max(highest, curve.peak(delivered))
      if let asked { highest = max(highest, curve.peak(asked)) }
      if let cap { highest = max(highest, curve.peak(cap)) }
    }
    if self == .frequency {
      for segment in series.segments { highest = max(highest, segment.bounds.frequencyMax.hertz) }
    }
    return highest * 1.05
  }
}
