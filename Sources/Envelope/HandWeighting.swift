// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What vibration of the handle means for the hand that holds it (domain.md §4.1).
///
/// W_h is the frequency weighting of ISO 5349-1 from the public filter constants `[S36]`; A(8) and
/// the exposure points are those of 2002/44/EC `[S38]` and HSE `[S39]`. Made for workers; for a home
/// user it is guidance.
public enum HandWeighting {
  /// Weighted acceleration is carried in m/s² rms, as the standards print it.
  public typealias MetersPerSecondSquared = Float

  /// The weighting |W_h| at `frequency`; zero at and below zero.
  public static func weight(_ frequency: Hertz) -> Float {
    let f = frequency.hertz
    guard f > 0, f < 1e6 else { return 0 }
    let f1: Float = 6.3095734
    let f2: Float = 1258.9254
    let f3: Float = 15.915494
    let q1: Float = 0.70710678
    let q2: Float = 0.64
    let highPass = f * f / magnitude(f1 * f1 - f * f, f * f1 / q1)
    let lowPass = f2 * f2 / magnitude(f2 * f2 - f * f, f * f2 / q1)
    let transition = f3 * magnitude(f3, f) / magnitude(f3 * f3 - f * f, f * f3 / q2)
    return highPass * lowPass * transition
  }

  /// Weighted rms of a handle that shakes with the sine `peak` at `frequency`.
  public static func weighted(peak: Acceleration, at frequency: Hertz) -> MetersPerSecondSquared {
    weight(frequency) * peak.g * Motion.standardGravity * 0.70710678
  }

  /// Several independent contributions (axes, harmonics, actuators): root of the sum of squares.
  public static func total(
    _ a: MetersPerSecondSquared, _ b: MetersPerSecondSquared, _ c: MetersPerSecondSquared = 0
  ) -> MetersPerSecondSquared {
    magnitude(magnitude(a, b), c)
  }

  /// Exposure points of `weightedRMS` held for `duration`: 2·a²·h, so that 100 is the action value.
  public static func points(_ weightedRMS: MetersPerSecondSquared, over duration: Interval)
    -> Float
  {
    2 * weightedRMS * weightedRMS * (duration.seconds / 3600)
  }

  /// The daily exposure A(8) in m/s² that `points` amount to.
  public static func a8(points: Float) -> MetersPerSecondSquared {
    PortableMath.squareRoot(points / 16)
  }

  /// The daily exposure A(8) in m/s² of `weightedRMS` held for `duration`.
  public static func a8(_ weightedRMS: MetersPerSecondSquared, over duration: Interval)
    -> MetersPerSecondSquared
  {
    weightedRMS * PortableMath.squareRoot(duration.seconds / 28800)
  }

  private static func magnitude(_ x: Float, _ y: Float) -> Float {
    PortableMath.squareRoot(x * x + y * y)
  }
}
