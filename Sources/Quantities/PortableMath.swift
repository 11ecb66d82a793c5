// SPDX-License-Identifier: Apache-2.0

/// Elementary functions built from + − × ÷ alone, so that every machine computes the same bits.
///
/// A C library's `sinf` may differ in the last place between platforms; a recorded trace must not.
public enum PortableMath {
  /// Sine of an angle in turns (1 turn = 2π rad); absolute error below 3e-7 for |turns| < 2¹⁶.
  @inlinable public static func sine(turns: Float) -> Float {
    // Reduce to r in −0.5 … 0.5 turns, then fold onto −0.25 … 0.25, where the series converges.
    let nearest = Float(Int32(turns + (turns >= 0 ? 0.5 : -0.5)))
    var r = turns - nearest
    if r > 0.25 { r = 0.5 - r }
    if r < -0.25 { r = -0.5 - r }
    let x = r * (2 * Float.pi)
    let s = x * x
    // Minimax coefficients of sin(x)/x on ±π/2, close to the Taylor terms 1/3!, 1/5!, 1/7!, 1/9!.
    var p: Float = 2.6019031e-6
    p = p * s - 1.9806907e-4
    p = p * s + 8.3330255e-3
    p = p * s - 1.6666657e-1
    return x + x * s * p
  }

  /// Cosine of an angle in turns.
  @inlinable public static func cosine(turns: Float) -> Float {
    // Reduce first: adding a quarter to a large angle would round its fraction away.
    let nearest = Float(Int32(turns + (turns >= 0 ? 0.5 : -0.5)))
    return sine(turns: (turns - nearest) + 0.25)
  }

  /// Square root by Newton's method; zero for negative and zero arguments, relative error below 2⁻²².
  @inlinable public static func squareRoot(_ x: Float) -> Float {
    guard x > 0, x.isFinite else { return x > 0 ? x : 0 }
    guard x >= 1.1754944e-38 else { return 0 }
    // Halving the exponent gives a first guess within 4 %; each step squares the error.
    var y = Float(bitPattern: (x.bitPattern >> 1) &+ 0x1fbd_1df5)
    y = 0.5 * (y + x / y)
    y = 0.5 * (y + x / y)
    y = 0.5 * (y + x / y)
    return y
  }

  /// e to the power x; 0 below −87 and the largest finite value above 88.
  @inlinable public static func exponential(_ x: Float) -> Float {
    guard x > -87 else { return 0 }
    guard x < 88 else { return .greatestFiniteMagnitude }
    // x = n·ln 2 + r with |r| ≤ ln 2 / 2; ln 2 in two parts keeps r exact.
    let n = Int32(x * 1.442695 + (x >= 0 ? 0.5 : -0.5))
    let r = (x - Float(n) * 0.693359375) + Float(n) * 2.1219444e-4
    var p: Float = 1.9875691e-4
    p = p * r + 1.3981999e-3
    p = p * r + 8.3334519e-3
    p = p * r + 4.1665796e-2
    p = p * r + 1.6666665e-1
    p = p * r + 0.5
    let fraction = 1 + r + r * r * p
    return fraction * Float(bitPattern: UInt32(bitPattern: (n + 127) << 23))
  }

  /// Natural logarithm; −87.3 (the logarithm of the least normal number) for zero and below.
  @inlinable public static func logarithm(_ x: Float) -> Float {
    guard x > 1.1754944e-38 else { return -87.33655 }
    // x = m·2ᵉ with m in √½ … √2; ln m = 2·atanh((m−1)/(m+1)).
    var bits = x.bitPattern
    var exponent = Int32(bitPattern: bits >> 23) - 127
    bits = (bits & 0x007f_ffff) | 0x3f80_0000
    var m = Float(bitPattern: bits)
    if m > 1.4142135 {
      m *= 0.5
      exponent += 1
    }
    let t = (m - 1) / (m + 1)
    let s = t * t
    var p: Float = 0.2230
    p = p * s + 0.28571429
    p = p * s + 0.4
    p = p * s + 0.66666667
    return Float(exponent) * 0.69314718 + 2 * t + t * s * p
  }
}
