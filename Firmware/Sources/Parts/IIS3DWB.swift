// SPDX-License-Identifier: Apache-2.0
public import Quantities

/// The accelerometer at head and housing: ST IIS3DWB, data sheet DS12569, application note AN5444.
///
/// ±16 g in 16 bits, 26.7 kHz, low-passed at 1.33 kHz by the part itself: read 4,000 times a second it
/// neither aliases nor repeats a sample.
public enum IIS3DWB {
  public struct Setting: Equatable, Sendable, BitwiseCopyable {
    public let register: UInt8
    public let value: UInt8
  }

  /// WHO_AM_I (§9.6) and what it holds.
  public static var identification: Setting { Setting(register: 0x0F, value: 0x7B) }

  /// In the order of writing: the axis is chosen while the sensor is down, switched on last.
  public static var settings: InlineArray<5, Setting> {
    [
      // CTRL1_XL: down.
      Setting(register: 0x10, value: 0x00),
      // CTRL3_C: BDU, so that both bytes are of one sample; IF_INC, so that they follow each other.
      Setting(register: 0x12, value: 0x44),
      // CTRL6_C: the Z axis alone, 60 instead of 75 µg/√Hz.
      Setting(register: 0x15, value: 0x03),
      // CTRL8_XL: low-pass at a twentieth of the output rate.
      Setting(register: 0x17, value: 0x40),
      // CTRL1_XL: on, ±16 g, through that low-pass.
      Setting(register: 0x10, value: 0xA6),
    ]
  }

  /// OUTZ_L_A; OUTZ_H_A follows.
  public static var output: UInt8 { 0x2C }

  /// 0.488 mg a count at ±16 g.
  ///
  /// A count at either end is clipped and says 16 g, which is what a clipped sensor is known by.
  public static func acceleration(_ counts: UInt16) -> Acceleration {
    let signed = Int16(bitPattern: counts)
    if signed == .max { return Acceleration(g: 16) }
    if signed == .min { return Acceleration(g: -16) }
    return Acceleration(g: Float(signed) * 0.000488)
  }
}
