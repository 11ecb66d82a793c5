// SPDX-License-Identifier: Apache-2.0

/// The functions of a formula, from + − × ÷ alone: every machine computes the same bits.
///
/// Angles are in radians; one period is 2π.
public enum Waveform {
  /// 1/(2π), rounded to double precision.
  @inlinable static var perRadian: Double { 0.15915494309189535 }

  /// The greatest whole number not above `x`; numbers beyond 2⁵² are whole already.
  @inlinable static func floor(_ x: Double) -> Double {
    guard x > -4_503_599_627_370_496, x < 4_503_599_627_370_496 else { return x }
    let whole = Double(Int64(x))
    return whole > x ? whole - 1 : whole
  }

  /// How far an angle is into its period, 0…1.
  @inlinable static func phase(_ radians: Double) -> Double {
    let turns = radians * perRadian
    return turns - floor(turns)
  }

  /// Sine; absolute error below 1e-12 near zero, growing with the rounding of large angles.
  @inlinable public static func sine(_ radians: Double) -> Double {
    let p = phase(radians)
    let r = p >= 0.75 ? p - 1 : p > 0.25 ? 0.5 - p : p
    let x = r * 6.283185307179586
    let s = x * x
    // Taylor's 1/3!, 1/5! … 1/17!: on ±π/2 the next term is below 5e-14.
    var q = -1 / 1_307_674_368_000.0 + s * (1 / 355_687_428_096_000.0)
    q = 1 / 6_227_020_800.0 + s * q
    q = -1 / 39_916_800.0 + s * q
    q = 1 / 362_880.0 + s * q
    q = -1 / 5040.0 + s * q
    q = 1 / 120.0 + s * q
    q = -1 / 6.0 + s * q
    let value = x + x * s * q
    return value > 1 ? 1 : value < -1 ? -1 : value
  }

  /// Rises from 0 to 1, falls to −1 and comes back, in straight lines.
  @inlinable public static func triangle(_ radians: Double) -> Double {
    let p = phase(radians)
    return p >= 0.75 ? 4 * p - 4 : p > 0.25 ? 2 - 4 * p : 4 * p
  }

  /// 1 in the first half of the period, −1 in the second.
  @inlinable public static func square(_ radians: Double) -> Double {
    phase(radians) < 0.5 ? 1 : -1
  }

  /// Random values from −1 to 1 at whole places, with a smooth curve between them.
  ///
  /// Equal seeds give equal curves; seed and place count by their whole part, and beyond 2⁵² there
  /// is no noise.
  @inlinable public static func noise(seed: Double, place: Double) -> Double {
    let cell = floor(place)
    let whole = floor(seed)
    guard cell > -4_503_599_627_370_496, cell < 4_503_599_627_370_496,
      whole > -4_503_599_627_370_496, whole < 4_503_599_627_370_496
    else { return 0 }
    let u = place - cell
    let s = u * u * (3 - 2 * u)
    let a = knot(Int64(whole), Int64(cell))
    let b = knot(Int64(whole), Int64(cell) + 1)
    return a + (b - a) * s
  }

  /// The random value at a whole place: the finaliser of SplitMix64 over the seed, then the place.
  @inlinable static func knot(_ seed: Int64, _ cell: Int64) -> Double {
    let mixed = mix(mix(UInt64(bitPattern: seed)) &+ UInt64(bitPattern: cell))
    return Double(mixed >> 11) * (1 / 4_503_599_627_370_496) - 1
  }

  @inlinable static func mix(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
