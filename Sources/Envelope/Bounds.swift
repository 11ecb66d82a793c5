// SPDX-License-Identifier: Apache-2.0
import Quantities

/// An allowed set of frequency and amplitude: a box under an acceleration cap.
///
/// Sets narrow by `intersection`; minima are advice and never part of it, so that tightening one
/// side cannot make another side unreachable.
@frozen public struct Bounds: Hashable, Sendable, BitwiseCopyable {
  public var frequencyMin: Hertz
  public var frequencyMax: Hertz
  /// Peak to peak.
  public var amplitudeMax: Displacement
  /// Peak.
  public var accelerationMax: Acceleration

  @inlinable public init(
    frequencyMin: Hertz, frequencyMax: Hertz, amplitudeMax: Displacement,
    accelerationMax: Acceleration
  ) {
    self.frequencyMin = frequencyMin
    self.frequencyMax = frequencyMax
    self.amplitudeMax = amplitudeMax
    self.accelerationMax = accelerationMax
  }

  /// Whether anything at all is allowed; false also when any side is not a number.
  @inlinable public var isUsable: Bool {
    frequencyMin.hertz > 0 && frequencyMin.hertz <= frequencyMax.hertz
      && frequencyMax.hertz < .infinity && amplitudeMax.millimeters > 0
      && amplitudeMax.millimeters < .infinity && accelerationMax.g > 0
      && accelerationMax.g < .infinity
  }

  /// What both allow; nil when that is nothing.
  @inlinable public func intersection(_ other: Bounds) -> Bounds? {
    guard isUsable, other.isUsable else { return nil }
    let both = Bounds(
      frequencyMin: max(frequencyMin, other.frequencyMin),
      frequencyMax: min(frequencyMax, other.frequencyMax),
      amplitudeMax: min(amplitudeMax, other.amplitudeMax),
      accelerationMax: min(accelerationMax, other.accelerationMax))
    return both.isUsable ? both : nil
  }

  /// Whether `frequency` lies in the band, both ends included.
  @inlinable public func contains(_ frequency: Hertz) -> Bool {
    frequency.hertz >= frequencyMin.hertz && frequency.hertz <= frequencyMax.hertz
  }

  /// The greatest peak-to-peak amplitude at `frequency`; zero outside the band.
  @inlinable public func amplitudeCap(at frequency: Hertz) -> Displacement {
    guard contains(frequency) else { return .zero }
    return min(amplitudeMax, Motion.amplitude(frequency, accelerationMax))
  }

  /// What holds the amplitude down at `frequency`.
  @inlinable public func limit(at frequency: Hertz) -> BoundsLimit {
    guard contains(frequency) else { return .band }
    return Motion.amplitude(frequency, accelerationMax) < amplitudeMax ? .acceleration : .amplitude
  }

  /// The same band with every reachable amplitude multiplied by `factor`.
  ///
  /// Acceleration grows with amplitude, so both caps are scaled: where acceleration is what limits,
  /// half the amplitude is half the acceleration. Factors above one change nothing.
  @inlinable public func scaled(amplitude factor: Float) -> Bounds {
    // A factor that is not a number compares false and leaves nothing.
    let kept: Float = factor >= 1 ? 1 : factor > 0 ? factor : 0
    var scaled = self
    scaled.amplitudeMax = amplitudeMax * kept
    scaled.accelerationMax = accelerationMax * kept
    return scaled
  }
}
