// SPDX-License-Identifier: Apache-2.0
public import Quantities

/// An NTC of 10 kΩ and B 3950 K below 10 kΩ to the converter's own reference. `[T]`
public enum Thermistor {
  static var beta: Float { 3950 }
  static var reference: Float { 298.15 }

  /// From a conversion of 12 bits.
  ///
  /// A torn or shorted wire is far outside of what a device takes for a temperature.
  public static func temperature(_ counts: UInt32) -> Temperature {
    guard counts > 8 else { return Temperature(celsius: 999) }
    guard counts < 4087 else { return Temperature(celsius: -273) }
    // R / 10 kΩ = counts / (4095 − counts).
    let ratio = Float(counts) / Float(4095 - counts)
    let kelvin = 1 / (1 / reference + PortableMath.logarithm(ratio) / beta)
    return Temperature(celsius: kelvin - 273.15)
  }
}
