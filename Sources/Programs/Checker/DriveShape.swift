// SPDX-License-Identifier: Apache-2.0
import Envelope
import Quantities

/// A `hold` or `ramp` with its values known, on its way to pieces that are linear in mm.
struct DriveShape {
  let duration: Interval
  let frequencies: (start: Hertz, end: Hertz)
  /// Both in mm, both in % or both in g.
  let amplitudes: (start: Quantity, end: Quantity)
  /// The session amplitude as a share of the cap: a tenth of the intensity.
  let share: Double
  let segment: Int32

  /// How far the frequency may go within one piece, as a share of its lowest.
  ///
  /// Under an acceleration cap the amplitude goes with 1/f²; over 6 % of frequency a straight line
  /// leaves that curve by at most 0.75 · 0.06² = 0.3 %.
  static let reach: Double = 0.06

  /// The step as linear pieces under the cap.
  ///
  /// Amplitudes are whole micrometres, rounded down.
  func pieces(in bounds: Bounds) -> [TimelineStep] {
    guard amplitudes.start.unit != .millimeter else {
      return [
        piece(
          0, duration.milliseconds, frequencies.start, frequencies.end,
          Self.floored(amplitudes.start.standardValue), Self.floored(amplitudes.end.standardValue))
      ]
    }
    var pieces: [TimelineStep] = []
    let cuts = cuts(in: bounds)
    for (start, end) in zip(cuts, cuts.dropFirst()) {
      pieces.append(relative(start, end, bounds))
    }
    return pieces
  }

  /// Whole milliseconds between which the session amplitude is followed by a straight line.
  private func cuts(in bounds: Bounds) -> [Int64] {
    let whole = duration.milliseconds
    let low = min(frequencies.start, frequencies.end)
    let high = max(frequencies.start, frequencies.end)
    // Where the box is what limits a share, over the whole step, one line is exact.
    guard low < high,
      amplitudes.start.unit == .gravity || bounds.limit(at: high) == .acceleration
    else { return [0, whole] }
    let ratio = Double(high.hertz - low.hertz) / (Self.reach * Double(low.hertz))
    // Pieces of less than 10 ms would be finer than the motion they describe.
    let count = min(max(Int64(min(ratio, 1e6).rounded(.up)), 1), max(whole / 10, 1))
    return (0...count).map { whole * $0 / count }
  }

  /// One piece of a step in % or g: its ends resolved at their frequencies, then lowered where the line
  /// between them would pass over the cap.
  private func relative(_ start: Int64, _ end: Int64, _ bounds: Bounds) -> TimelineStep {
    let first = at(start, bounds)
    let last = at(end, bounds)
    var lowered = 1.0
    // An end that asks for too much is refused, not lowered.
    let asked = piece(
      start, end, first.frequency, last.frequency, Self.floored(first.millimeters),
      Self.floored(last.millimeters))
    guard asked.amplitudeStart <= bounds.amplitudeCap(at: first.frequency),
      asked.amplitudeEnd <= bounds.amplitudeCap(at: last.frequency)
    else { return asked }
    while true {
      let step = piece(
        start, end, first.frequency, last.frequency, Self.floored(first.millimeters * lowered),
        Self.floored(last.millimeters * lowered))
      // 0.3 % a time; two turns are the most that theory asks for, 300 reach zero.
      if lowered <= 0 || EnvelopeProof.verdict(step, in: bounds) == .proved { return step }
      lowered -= 0.003
    }
  }

  private func at(_ moment: Int64, _ bounds: Bounds) -> (frequency: Hertz, millimeters: Double) {
    let part = Double(moment) / Double(duration.milliseconds)
    let from = Double(frequencies.start.hertz)
    let frequency = Self.rounded(from + (Double(frequencies.end.hertz) - from) * part)
    let value = amplitudes.start.value + (amplitudes.end.value - amplitudes.start.value) * part
    guard amplitudes.start.unit == .percent else {
      let reached = Motion.amplitude(frequency, Acceleration(g: Float(value)))
      return (frequency, Double(reached.millimeters))
    }
    let cap = Double(bounds.amplitudeCap(at: frequency).millimeters)
    return (frequency, cap * share * value / 100)
  }

  private func piece(
    _ start: Int64, _ end: Int64, _ f0: Hertz, _ f1: Hertz, _ a0: Displacement, _ a1: Displacement
  ) -> TimelineStep {
    TimelineStep(
      kind: .drive, duration: .milliseconds(end - start), frequencyStart: f0, frequencyEnd: f1,
      amplitudeStart: a0, amplitudeEnd: a1, segment: segment)
  }

  /// To the nearest hundredth of a hertz, as it goes over the wire.
  static func rounded(_ hertz: Double) -> Hertz {
    Hertz(hertz: Float((min(hertz, 1e6) * 100).rounded()) / 100)
  }

  /// Down to a whole micrometre.
  ///
  /// The small addition keeps 1.5 mm, which is no binary fraction, 1.5 mm.
  static func floored(_ millimeters: Double) -> Displacement {
    let micrometers = (min(max(millimeters, 0), 1e6) * 1000 + 1e-3).rounded(.down)
    return Displacement(millimeters: Float(micrometers) / 1000)
  }
}
