// SPDX-License-Identifier: Apache-2.0
public import Quantities

/// Takes the slow part, gravity and offset, off an accelerometer's samples.
///
/// The corner is 0.16 Hz: at 15 Hz what is left leads by 0.6°.
public struct Gravity: Sendable, BitwiseCopyable {
  private var slow: Float = 0
  private var hasBegun = false
  /// 250 µs of one second.
  private static var share: Float { 0.00025 }

  public init() {}

  public mutating func remove(from sample: Acceleration) -> Acceleration {
    if !hasBegun {
      slow = sample.g
      hasBegun = true
    }
    // A clipped sample says nothing about gravity, and has to stay recognisable.
    guard sample.g < 16, sample.g > -16 else { return sample }
    slow += (sample.g - slow) * Self.share
    return Acceleration(g: sample.g - slow)
  }
}
