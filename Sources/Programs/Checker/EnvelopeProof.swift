// SPDX-License-Identifier: Apache-2.0
public import Envelope
public import Quantities

/// Proves that a step stays inside its bounds at every moment, not only where somebody looked.
///
/// Over any part of a linear step the frequency and the amplitude lie between their ends, and inside
/// the band the amplitude cap never rises with frequency. So a part is safe when its greatest
/// amplitude is under the cap at its greatest frequency. Parts that are not are halved until they
/// are, or until one of their ends is a witness against the step.
public enum EnvelopeProof {
  public enum Verdict: Hashable, Sendable {
    case proved
    /// At this moment the step asks for more than the cap.
    case refuted(at: Interval, frequency: Hertz, amplitude: Displacement, cap: Displacement)
    /// Neither, within the budget of halvings: the step touches the cap.
    case notProved(at: Interval, frequency: Hertz, cap: Displacement)
  }

  /// Halvings of one step: 2⁻²⁰ of a 300 s step is 0.3 ms, under a tick.
  static let deepest = 20
  /// Single precision rounds; the cap and the sample may differ from the real numbers by this share.
  static let rounding: Float = 1e-6

  public static func verdict(_ step: TimelineStep, in bounds: Bounds) -> Verdict {
    guard step.kind == .drive else { return .proved }
    if let witness = violation(step, in: bounds, share: 0) { return witness }
    if let witness = violation(step, in: bounds, share: 1) { return witness }
    return verdict(step, in: bounds, from: 0, to: 1, depth: 0)
  }

  /// The peak acceleration over the whole step, rounded up.
  ///
  /// Amplitude times squared frequency is a cubic of time; beside its ends it can peak only where
  /// a′·f + 2·a·f′ = 0, which is one moment because both run linearly.
  public static func accelerationBound(_ step: TimelineStep) -> Acceleration {
    step.kind == .drive ? accelerationBound(step.drive) : .zero
  }

  /// The same of a drive on a straight line.
  static func accelerationBound(_ step: TimelineDrive) -> Acceleration {
    var peak = max(
      Motion.peakAcceleration(step.frequencyStart, step.amplitudeStart),
      Motion.peakAcceleration(step.frequencyEnd, step.amplitudeEnd))
    let frequencyRise = step.frequencyEnd.hertz - step.frequencyStart.hertz
    let amplitudeRise = step.amplitudeEnd.millimeters - step.amplitudeStart.millimeters
    let slope = 3 * amplitudeRise * frequencyRise
    if slope != 0 {
      let start =
        amplitudeRise * step.frequencyStart.hertz
        + 2 * step.amplitudeStart.millimeters * frequencyRise
      let share = -start / slope
      if share > 0, share < 1 {
        let (frequency, amplitude) = at(step, share)
        peak = max(peak, Motion.peakAcceleration(frequency, amplitude))
      }
    }
    return peak * (1 + 4 * rounding)
  }

  private static func verdict(
    _ step: TimelineStep, in bounds: Bounds, from: Float, to: Float, depth: Int
  ) -> Verdict {
    let a = at(step, from)
    let b = at(step, to)
    let frequency = max(a.frequency, b.frequency)
    let amplitude = max(a.amplitude, b.amplitude)
    let cap = bounds.amplitudeCap(at: frequency)
    if amplitude.millimeters <= cap.millimeters * (1 + rounding) { return .proved }
    let middle = (from + to) / 2
    if let witness = violation(step, in: bounds, share: middle) { return witness }
    guard depth < deepest else {
      return .notProved(at: moment(step, middle), frequency: frequency, cap: cap)
    }
    let first = verdict(step, in: bounds, from: from, to: middle, depth: depth + 1)
    guard first == .proved else { return first }
    return verdict(step, in: bounds, from: middle, to: to, depth: depth + 1)
  }

  private static func violation(_ step: TimelineStep, in bounds: Bounds, share: Float) -> Verdict? {
    let (frequency, amplitude) = at(step, share)
    let cap = bounds.amplitudeCap(at: frequency)
    // Written so that what is not a number counts as a violation.
    guard amplitude.millimeters <= cap.millimeters * (1 + rounding) else {
      return .refuted(
        at: moment(step, share), frequency: frequency, amplitude: amplitude, cap: cap)
    }
    return nil
  }

  private static func at(_ step: TimelineStep, _ share: Float) -> (
    frequency: Hertz, amplitude: Displacement
  ) { at(step.drive, share) }

  private static func at(_ step: TimelineDrive, _ share: Float) -> (
    frequency: Hertz, amplitude: Displacement
  ) {
    guard share < 1 else { return (step.frequencyEnd, step.amplitudeEnd) }
    return (
      step.frequencyStart + (step.frequencyEnd - step.frequencyStart) * share,
      step.amplitudeStart + (step.amplitudeEnd - step.amplitudeStart) * share
    )
  }

  private static func moment(_ step: TimelineStep, _ share: Float) -> Interval {
    .nanoseconds(Int64(Double(step.duration.nanoseconds) * Double(share)))
  }
}
