// SPDX-License-Identifier: Apache-2.0
public import Envelope
public import Quantities

/// What one actuator does in a step: a straight line in frequency and amplitude, or a wave.
@frozen public struct TimelineDrive: Hashable, Sendable, BitwiseCopyable {
  /// Counted from 0.
  public var actuator: UInt8
  /// Of a wave: the lowest frequency it has.
  public var frequencyStart: Hertz
  /// Of a wave: the highest frequency it has.
  public var frequencyEnd: Hertz
  /// Peak to peak; of a wave the least it has.
  public var amplitudeStart: Displacement
  /// Peak to peak; of a wave the greatest it has.
  public var amplitudeEnd: Displacement
  /// Index into the timeline's waves; −1 for a straight line.
  public var wave: Int32
  /// Of a wave: a bound on the peak acceleration.
  public var waveAcceleration: Acceleration

  @inlinable public init(
    actuator: UInt8 = 0, frequencyStart: Hertz, frequencyEnd: Hertz,
    amplitudeStart: Displacement, amplitudeEnd: Displacement, wave: Int32 = -1
  ) {
    self.actuator = actuator
    self.frequencyStart = frequencyStart
    self.frequencyEnd = frequencyEnd
    self.amplitudeStart = amplitudeStart
    self.amplitudeEnd = amplitudeEnd
    self.wave = wave
    waveAcceleration = .zero
  }

  /// A bound on the peak acceleration over the whole step.
  public var accelerationPeak: Acceleration {
    wave >= 0 ? waveAcceleration : EnvelopeProof.accelerationBound(self)
  }

  /// Nothing moves.
  @inlinable public static var still: TimelineDrive {
    TimelineDrive(
      frequencyStart: .zero, frequencyEnd: .zero, amplitudeStart: .zero, amplitudeEnd: .zero)
  }

  /// Frequency and peak-to-peak amplitude `elapsed` after the step's start; times outside the step
  /// give its ends.
  ///
  /// The same bits on every machine, without allocation or lock: this is what the tick asks.
  ///
  /// - Parameters:
  ///   - duration: that of the step.
  ///   - bounds: those of the step's segment.
  ///   - waves: the timeline's waves.
  ///   - code: the timeline's code.
  @inlinable public func sample(
    _ elapsed: Interval, of duration: Interval, in bounds: Bounds,
    waves: borrowing Span<TimelineWave>, code: borrowing Span<FormulaInstruction>
  ) -> (frequency: Hertz, amplitude: Displacement) {
    guard wave >= 0 else { return line(elapsed, of: duration) }
    let inside = min(max(elapsed.nanoseconds, 0), duration.nanoseconds)
    return waves[Int(wave)].sample(Double(inside) / 1e9, in: bounds, code: code)
  }

  /// The same on the straight line between the ends.
  @inlinable public func line(_ elapsed: Interval, of duration: Interval) -> (
    frequency: Hertz, amplitude: Displacement
  ) {
    guard elapsed.nanoseconds > 0 else { return (frequencyStart, amplitudeStart) }
    guard elapsed.nanoseconds < duration.nanoseconds else { return (frequencyEnd, amplitudeEnd) }
    let share = Float(elapsed.nanoseconds) / Float(duration.nanoseconds)
    return (
      frequencyStart + (frequencyEnd - frequencyStart) * share,
      amplitudeStart + (amplitudeEnd - amplitudeStart) * share
    )
  }
}
