// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Keeps the last current and voltage in place of those that are no numbers, and counts them.
///
/// A mean that has taken in one such sample would be none for ever.
struct ElectricalHold: Sendable, BitwiseCopyable {
  private var lastCurrent: Float = 0
  private var lastVoltage: Float = 0
  private var isBad = false
  /// Milliseconds with such a sample, less those without.
  private var badMilliseconds: Int64 = 0

  var hasFailed: Bool { badMilliseconds >= DeviceLimits.sensorFaultAfter.milliseconds }

  mutating func hold(_ amperes: Float, _ volts: Float) -> (amperes: Float, volts: Float) {
    // Nothing times zero is zero but a finite number.
    if amperes * 0 + volts * 0 == 0 {
      lastCurrent = amperes
      lastVoltage = volts
    } else {
      isBad = true
    }
    return (lastCurrent, lastVoltage)
  }

  /// Once a millisecond.
  mutating func closeMillisecond() {
    badMilliseconds = isBad ? min(badMilliseconds + 1, 1000) : max(0, badMilliseconds - 1)
    isBad = false
  }
}
