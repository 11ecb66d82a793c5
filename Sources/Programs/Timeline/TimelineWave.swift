// SPDX-License-Identifier: Apache-2.0
public import Envelope
public import Quantities

/// Frequency and amplitude as compiled formulas of the time in the step: plain bytes.
@frozen public struct TimelineWave: Hashable, Sendable, BitwiseCopyable {
  /// What the amplitude's formula gives.
  @frozen public enum Measure: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
    /// Millimetres, peak to peak.
    case millimeters = 0
    /// Hundredths of the session amplitude at the frequency of the moment.
    case percent = 1
    /// Peak acceleration, in g.
    case acceleration = 2
  }

  /// Gives Hz.
  public var frequency: FormulaCode
  public var amplitude: FormulaCode
  public var measure: Measure
  /// The session amplitude as a share of the cap: a tenth of the intensity.
  public var share: Double

  @inlinable public init(
    frequency: FormulaCode, amplitude: FormulaCode, measure: Measure, share: Double
  ) {
    self.frequency = frequency
    self.amplitude = amplitude
    self.measure = measure
    self.share = share
  }

  /// Frequency and peak-to-peak amplitude `seconds` after the step's start.
  ///
  /// - Parameters:
  ///   - bounds: those of the step's segment.
  ///   - code: the timeline's code.
  @inlinable public func sample(
    _ seconds: Double, in bounds: Bounds, code: borrowing Span<FormulaInstruction>
  ) -> (frequency: Hertz, amplitude: Displacement) {
    sample(seconds, in: bounds, code: code, parameters: Span())
  }

  /// The same with parameters that are not in the code, as the checker tries them.
  @inlinable func sample(
    _ seconds: Double, in bounds: Bounds, code: borrowing Span<FormulaInstruction>,
    parameters: borrowing Span<Double>
  ) -> (frequency: Hertz, amplitude: Displacement) {
    let hertz = Hertz(
      hertz: Float(frequency.value(at: seconds, in: code, parameters: parameters)))
    let value = amplitude.value(at: seconds, in: code, parameters: parameters)
    return (hertz, displacement(value, at: hertz, in: bounds))
  }

  /// What an amplitude's value means at a frequency; below zero, and what is no number, is zero.
  @inlinable func displacement(_ value: Double, at frequency: Hertz, in bounds: Bounds)
    -> Displacement
  {
    guard value > 0 else { return .zero }
    return switch measure {
    case .millimeters: Displacement(millimeters: Float(value))
    case .percent: bounds.amplitudeCap(at: frequency) * Float(value / 100 * share)
    case .acceleration: Motion.amplitude(frequency, Acceleration(g: Float(value)))
    }
  }
}
