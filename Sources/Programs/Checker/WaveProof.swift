// SPDX-License-Identifier: Apache-2.0
import Envelope
import Quantities

/// Proves that a wave stays inside its bounds at every moment, for every value of its parameters.
///
/// The compiled formulas are bounded over boxes of time and parameters with the arithmetic of the
/// runtime, rounded outward; every comparison is that of the runtime, in single precision. Inside
/// the band the cap never rises with frequency, so the greatest amplitude of a box is compared with
/// the cap at its greatest frequency.
struct WaveProof {
  /// What a point does wrong.
  enum Fault: Hashable {
    case frequency
    case negative
    /// More than 100 %.
    case share
    case amplitude
  }

  struct Point: Hashable {
    /// Seconds since the step began.
    var time: Double
    var parameters: [Double]
    var frequency: Hertz
    var amplitude: Displacement
    /// The amplitude in the measure of the wave.
    var value: Double
    var fault: Fault
  }

  /// Bounds of what the wave does.
  struct Extent: Hashable {
    var frequencies: (low: Hertz, high: Hertz)
    var amplitudes: (low: Displacement, high: Displacement)
    var acceleration: Acceleration

    static func == (a: Self, b: Self) -> Bool {
      a.frequencies == b.frequencies && a.amplitudes == b.amplitudes
        && a.acceleration == b.acceleration
    }
    func hash(into hasher: inout Hasher) { hasher.combine(acceleration) }
  }

  /// Less below zero than this, in mm, % or g, is rounding.
  static let leastBelow: Float = -1e-6

  let wave: TimelineWave
  let code: [FormulaInstruction]
  let bounds: Bounds
  /// How long the step lasts, in seconds; nil where the box says it.
  var duration: FormulaCode?

  /// What is wrong at a point; nil where all holds.
  func fault(_ time: Double, _ parameters: [Double]) -> Point? {
    if let duration {
      let longest = duration.value(at: 0, in: code.span, parameters: parameters.span)
      guard time <= longest else { return nil }
    }
    let (frequency, amplitude) = wave.sample(
      time, in: bounds, code: code.span, parameters: parameters.span)
    let value = wave.amplitude.value(at: time, in: code.span, parameters: parameters.span)
    let fault: Fault
    // Written so that what is not a number is a fault.
    if !bounds.contains(frequency) {
      fault = .frequency
    } else if Float(value) < Self.leastBelow {
      fault = .negative
    } else if wave.measure == .percent, !(Float(value) <= 100) {
      fault = .share
    } else if !(amplitude <= bounds.amplitudeCap(at: frequency)) || value != value {
      fault = .amplitude
    } else {
      return nil
    }
    return Point(
      time: time, parameters: parameters, frequency: frequency, amplitude: amplitude,
      value: value, fault: fault)
  }

  /// The box's first side is time; the others are the parameters.
  func verdict(_ box: [ValueRange], budget: inout Int) -> BoxSearch<Point>.Verdict {
    BoxSearch<Point>(
      excess: { excess($0) },
      witness: { fault($0[0], Array($0.dropFirst())) }
    ).search(box, budget: &budget)
  }

  private func excess(_ box: [ValueRange]) -> Double {
    let parameters = Array(box.dropFirst())
    if let duration {
      // What lies behind the end of the step never happens.
      let longest = duration.range(over: ValueRange(0), in: code.span, parameters: parameters.span)
      if box[0].low > longest.high { return 0 }
    }
    let (frequencies, values) = ranges(box[0], parameters)
    guard values.isFinite, frequencies.isFinite else { return .infinity }
    let lowest = Hertz(hertz: Float(frequencies.low))
    let highest = Hertz(hertz: Float(frequencies.high))
    var worst = 0.0
    func note(_ holds: Bool, _ over: Float) {
      if !holds { worst = max(worst, Double(max(over, .leastNormalMagnitude))) }
    }
    note(lowest >= bounds.frequencyMin, 1 - lowest.hertz / bounds.frequencyMin.hertz)
    note(highest <= bounds.frequencyMax, highest.hertz / bounds.frequencyMax.hertz - 1)
    note(Float(values.low) >= Self.leastBelow, -Float(values.low))
    let high = Float(values.high)
    switch wave.measure {
    case .percent: note(high <= 100, high / 100 - 1)
    case .millimeters:
      let cap = bounds.amplitudeCap(at: min(highest, bounds.frequencyMax)).millimeters
      note(high <= cap, high / cap - 1)
    case .acceleration:
      let most = bounds.accelerationMax.g
      note(high <= most, high / most - 1)
      let amplitude = wave.displacement(values.high, at: lowest, in: bounds).millimeters
      note(
        amplitude <= bounds.amplitudeMax.millimeters,
        amplitude / bounds.amplitudeMax.millimeters - 1)
    }
    return worst
  }

  private func ranges(_ times: ValueRange, _ parameters: [ValueRange]) -> (ValueRange, ValueRange) {
    (
      wave.frequency.range(over: times, in: code.span, parameters: parameters.span),
      wave.amplitude.range(over: times, in: code.span, parameters: parameters.span)
    )
  }

  /// What could be bounded of a box that was not proved; nil where nothing could.
  func reached(_ box: [ValueRange]) -> Extent? {
    let (frequencies, values) = ranges(box[0], Array(box.dropFirst()))
    guard frequencies.isFinite, values.isFinite else { return nil }
    let low = Hertz(hertz: Float(frequencies.low))
    let high = Hertz(hertz: Float(frequencies.high))
    let inside = min(max(low, bounds.frequencyMin), bounds.frequencyMax)
    return Extent(
      frequencies: (low, high),
      amplitudes: (
        wave.displacement(values.low, at: high, in: bounds),
        wave.displacement(values.high, at: inside, in: bounds)
      ), acceleration: .zero)
  }

  /// Bounds over a box that was proved, from `parts` pieces of its time.
  func extent(_ box: [ValueRange], parts: Int) -> Extent {
    let parameters = Array(box.dropFirst())
    func ranges(_ formula: FormulaCode) -> [ValueRange] {
      formula.ranges(over: box[0], parts: parts, in: code.span, parameters: parameters.span)
    }
    return extent(frequencies: ranges(wave.frequency), values: ranges(wave.amplitude))
  }

  /// The same where what both formulas give over the pieces is known.
  func extent(frequencies: [ValueRange], values: [ValueRange]) -> Extent {
    var extent = Extent(
      frequencies: (bounds.frequencyMax, bounds.frequencyMin),
      amplitudes: (bounds.amplitudeMax, .zero),
      acceleration: .zero)
    for (frequencies, values) in zip(frequencies, values) {
      let low = max(Hertz(hertz: Float(frequencies.low)), bounds.frequencyMin)
      let high = min(Hertz(hertz: Float(frequencies.high)), bounds.frequencyMax)
      let most = min(
        wave.displacement(values.high, at: low, in: bounds), bounds.amplitudeCap(at: low))
      let least = wave.displacement(values.low, at: high, in: bounds)
      extent.frequencies.low = min(extent.frequencies.low, low)
      extent.frequencies.high = max(extent.frequencies.high, high)
      extent.amplitudes.low = min(extent.amplitudes.low, least)
      extent.amplitudes.high = max(extent.amplitudes.high, most)
      // Proved: never above the cap.
      let acceleration = min(Motion.peakAcceleration(high, most), bounds.accelerationMax)
      extent.acceleration = max(extent.acceleration, acceleration)
    }
    return extent
  }
}
