// SPDX-License-Identifier: Apache-2.0
import Parts
import Quantities

/// What a conversion means on this board; README.md names the parts the numbers come from.
enum Scales {
  /// 12 bits of 3.3 V.
  static var voltsPerCount: Float { 3.3 / 4095 }
  /// 25 mΩ and a gain of 20: 0.5 V/A about the amplifier's reference.
  static var voltsPerAmpere: Float { 0.5 }
  /// 47 kΩ above 10 kΩ.
  static var packDivider: Float { 5.7 }
  /// Below a pack of 6 V the bridge is not driven at all, so that nothing is divided by little.
  static var packLeast: Float { 6 }

  static func current(_ counts: UInt32, zero: UInt32) -> Current {
    Current(amperes: (Float(counts) - Float(zero)) * voltsPerCount / voltsPerAmpere)
  }

  static func pack(_ counts: UInt32) -> Voltage {
    Voltage(volts: Float(counts) * voltsPerCount * packDivider)
  }

  static func cell(_ pack: Voltage) -> Voltage { Voltage(volts: pack.volts / Cells.count) }
}

/// What the force sensor's amplifier gives, as it was calibrated.
public struct ForceScale: Equatable, Sendable, BitwiseCopyable {
  public var zeroCounts: UInt32
  public var micronewtonsPerCount: UInt32

  public init(zeroCounts: UInt32, micronewtonsPerCount: UInt32) {
    self.zeroCounts = zeroCounts
    self.micronewtonsPerCount = micronewtonsPerCount
  }

  /// 50 N over the 2.5 V above 0.5 V, as designed and not measured. `[E]`
  public static var designed: ForceScale {
    ForceScale(zeroCounts: 620, micronewtonsPerCount: 16_117)
  }

  func force(_ counts: UInt32) -> Force {
    let above = Float(counts) - Float(zeroCounts)
    return Force(newtons: above * Float(micronewtonsPerCount) * 1e-6)
  }
}
