// SPDX-License-Identifier: Apache-2.0

public struct IdentityFlags: OptionSet, Hashable, Sendable, BitwiseCopyable {
  public var rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  public static var simulated: Self { Self(rawValue: 1) }
  public static var housingAccelerometer: Self { Self(rawValue: 2) }
  public static var contactForce: Self { Self(rawValue: 4) }
  public static var battery: Self { Self(rawValue: 8) }
  public static var stopButton: Self { Self(rawValue: 16) }
  public static var secondSwitch: Self { Self(rawValue: 32) }
}

extension IdentityFlags {
  /// Every bit that means something.
  @inlinable public static var defined: Self { Self(rawValue: 0x3F) }
}
