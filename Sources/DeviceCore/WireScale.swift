// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// Numbers to the wire: rounded to nearest, held within the field, zero for what is not a number.
enum WireScale {
  @inline(__always) static func signed16(_ x: Float) -> Int16 {
    guard x > -32767 else { return x <= -32767 ? -32767 : 0 }
    guard x < 32767 else { return 32767 }
    return Int16(x + (x < 0 ? -0.5 : 0.5))
  }

  @inline(__always) static func unsigned16(_ x: Float) -> UInt16 {
    guard x > 0 else { return 0 }
    guard x < 65535 else { return 65535 }
    return UInt16(x + 0.5)
  }

  /// Within the 24 bits that the wire carries.
  static func signed24(_ x: Float) -> Int32 {
    guard x > -8_388_607 else { return x <= -8_388_607 ? -8_388_607 : 0 }
    guard x < 8_388_607 else { return 8_388_607 }
    return Int32(x + (x < 0 ? -0.5 : 0.5))
  }

  static func signed32(_ x: Float) -> Int32 {
    guard x > -2e9 else { return x <= -2e9 ? -2_000_000_000 : 0 }
    guard x < 2e9 else { return 2_000_000_000 }
    return Int32(x + (x < 0 ? -0.5 : 0.5))
  }

  /// 0.01 °C; −32768 for a temperature that is not known.
  static func centidegrees(_ celsius: Float) -> Int16 {
    celsius == celsius ? signed16(celsius * 100) : .min
  }

  static func milliseconds16(_ interval: Interval) -> UInt16 {
    UInt16(clamping: max(0, interval.milliseconds))
  }

  static func milliseconds32(_ interval: Interval) -> UInt32 {
    UInt32(clamping: max(0, interval.milliseconds))
  }

  static func phasor(_ value: Phasor, perUnit: Float) -> WirePhasor {
    WirePhasor(
      inPhase: signed16(value.inPhase * perUnit), quadrature: signed16(value.quadrature * perUnit))
  }
}
