// SPDX-License-Identifier: Apache-2.0

/// Sinusoidal motion: what frequency, displacement and acceleration say about each other.
///
/// With x(t) = (pp/2)·sin(2πft) the peak acceleration is (2πf)²·pp/2 (domain.md §5.1).
public enum Motion {
  /// Standard gravity, m/s² (CGPM 1901).
  @inlinable public static var standardGravity: Float { 9.80665 }

  /// Peak acceleration of a sine of `frequency` and peak-to-peak `amplitude`.
  @inlinable public static func peakAcceleration(_ frequency: Hertz, _ amplitude: Displacement)
    -> Acceleration
  {
    let omega = 2 * Float.pi * frequency.hertz
    return Acceleration(g: omega * omega * (amplitude.millimeters * 0.0005) / standardGravity)
  }

  /// Peak-to-peak displacement of a sine of `frequency` whose acceleration peaks at `peak`.
  ///
  /// Frequencies at or below zero have no such displacement and give zero.
  @inlinable public static func amplitude(_ frequency: Hertz, _ peak: Acceleration)
    -> Displacement
  {
    guard frequency.hertz > 0 else { return .zero }
    let omega = 2 * Float.pi * frequency.hertz
    return Displacement(millimeters: peak.g * standardGravity / (omega * omega) * 2000)
  }
}
