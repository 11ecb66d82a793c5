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

  mutating func current(_ amperes: Float) -> Float {
    // Far beyond any actuator; what is not a number compares false.
    guard amperes > -100, amperes < 100 else {
      isBad = true
      return lastCurrent
    }
    lastCurrent = amperes
    return amperes
  }

  mutating func voltage(_ volts: Float) -> Float {
    guard volts > -1000, volts < 1000 else {
      isBad = true
      return lastVoltage
    }
    lastVoltage = volts
    return volts
  }

  /// Once a millisecond.
  mutating func closeMillisecond() {
    badMilliseconds = isBad ? min(badMilliseconds + 1, 1000) : max(0, badMilliseconds - 1)
    isBad = false
  }
}
