// SPDX-License-Identifier: Apache-2.0
import Envelope
import Quantities

/// Bounds how far a straight drive leaves its bounds, for ranges of its parameters.
///
/// Its ends are rounded as the timeline rounds them, which never turns an order around; between them
/// frequency and amplitude lie between their ends.
struct LineProof {
  let frequencies: (start: FormulaCode, end: FormulaCode)
  let amplitudes: (start: FormulaCode, end: FormulaCode)
  let measure: TimelineWave.Measure
  let sweeps: Bool
  let bounds: Bounds
  let code: [FormulaInstruction]

  /// How far outside, as a share of the limit; zero and less is inside.
  ///
  /// - Parameter box: the part of the way, 0…1, then the parameters.
  func excess(_ box: [ValueRange]) -> Double {
    let parameters = Array(box.dropFirst())
    guard let f0 = hertz(range(frequencies.start, parameters)),
      let f1 = hertz(range(frequencies.end, parameters)),
      let a0 = amount(range(amplitudes.start, parameters)),
      let a1 = amount(range(amplitudes.end, parameters))
    else { return .infinity }
    var worst = 0.0
    func note(_ holds: Bool, _ over: Double) {
      if !holds { worst = max(worst, max(over, .leastNormalMagnitude)) }
    }
    let (lowest, highest) = (min(f0.low, f1.low), max(f0.high, f1.high))
    note(
      lowest >= Double(bounds.frequencyMin.hertz), 1 - lowest / Double(bounds.frequencyMin.hertz))
    note(
      highest <= Double(bounds.frequencyMax.hertz), highest / Double(bounds.frequencyMax.hertz) - 1)
    let amplitude = between(a0, a1, box[0])
    note(amplitude.low >= -1e-6, -amplitude.low)
    let frequency = sweeps ? ValueRange(lowest, highest) : between(f0, f1, box[0])
    let most = Double(bounds.accelerationMax.g)
    switch measure {
    case .percent: note(Float(amplitude.high) <= 100, amplitude.high / 100 - 1)
    case .acceleration:
      note(Float(amplitude.high) <= bounds.accelerationMax.g, amplitude.high / most - 1)
      let reached = Motion.amplitude(
        Hertz(hertz: Float(frequency.low)), Acceleration(g: Float(amplitude.high)))
      note(
        reached <= bounds.amplitudeMax,
        Double(reached.millimeters / bounds.amplitudeMax.millimeters) - 1)
    case .millimeters:
      let at = min(Hertz(hertz: Float(frequency.high)), bounds.frequencyMax)
      let cap = bounds.amplitudeCap(at: at).millimeters * (1 + EnvelopeProof.rounding)
      note(Float(amplitude.high) <= cap, amplitude.high / Double(cap) - 1)
    }
    return worst
  }

  /// Bounds over a box of parameters: frequency, and amplitude in its measure.
  func extent(_ parameters: [ValueRange]) -> (frequency: ValueRange, amplitude: ValueRange)? {
    guard let f0 = hertz(range(frequencies.start, parameters)),
      let f1 = hertz(range(frequencies.end, parameters)),
      let a0 = amount(range(amplitudes.start, parameters)),
      let a1 = amount(range(amplitudes.end, parameters))
    else { return nil }
    return (f0.union(f1), a0.union(a1))
  }

  private func range(_ formula: FormulaCode, _ parameters: [ValueRange]) -> ValueRange {
    formula.range(over: ValueRange(0), in: code.span, parameters: parameters.span)
  }

  private func hertz(_ range: ValueRange) -> ValueRange? {
    guard range.isFinite else { return nil }
    return ValueRange(
      Double(DriveShape.rounded(range.low).hertz), Double(DriveShape.rounded(range.high).hertz))
  }

  private func amount(_ range: ValueRange) -> ValueRange? {
    guard range.isFinite else { return nil }
    guard measure == .millimeters, range.low >= 0 else { return range }
    return ValueRange(
      Double(DriveShape.floored(range.low).millimeters),
      Double(DriveShape.floored(range.high).millimeters))
  }

  /// Where a line is over a part of its way: linear in that, so its ends are enough.
  private func between(_ start: ValueRange, _ end: ValueRange, _ part: ValueRange) -> ValueRange {
    func at(_ a: Double, _ b: Double, _ x: Double) -> Double { x >= 1 ? b : a + (b - a) * x }
    return ValueRange(
      min(at(start.low, end.low, part.low), at(start.low, end.low, part.high)),
      max(at(start.high, end.high, part.low), at(start.high, end.high, part.high)))
  }
}
