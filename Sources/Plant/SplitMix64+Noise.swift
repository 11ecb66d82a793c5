// SPDX-License-Identifier: Apache-2.0
public import Randomness

extension SplitMix64 {
  /// Uniform in −1 … 1.
  @inlinable public mutating func nextSymmetric() -> Float {
    Float(Int32(truncatingIfNeeded: next() >> 40) - 0x80_0000) * (1 / Float(0x80_0000))
  }

  /// Two nearly Gaussian numbers of mean 0 and standard deviation 1, within ±2.5.
  ///
  /// The sum of two 16-bit uniforms each; tails matter less here than a nanosecond.
  @inlinable @inline(__always) public mutating func nextNoisePair() -> (Float, Float) {
    let bits = next()
    let a =
      Int32(truncatingIfNeeded: bits & 0xffff) + Int32(truncatingIfNeeded: (bits >> 16) & 0xffff)
    let b = Int32(truncatingIfNeeded: (bits >> 32) & 0xffff) + Int32(truncatingIfNeeded: bits >> 48)
    // The sum of two uniforms on 0 … 65535 has variance 2·65536²/12: standard deviation 26754.6.
    let scale: Float = 1 / 26754.6
    return (Float(a - 65535) * scale, Float(b - 65535) * scale)
  }
}
