// SPDX-License-Identifier: Apache-2.0

public struct TelemetryFlags: OptionSet, Hashable, Sendable, BitwiseCopyable {
  public var rawValue: UInt16
  public init(rawValue: UInt16) { self.rawValue = rawValue }
  /// The head touches something that loads it.
  public static var contact: Self { Self(rawValue: 1) }
  /// The phasors are new since the last telemetry.
  public static var fresh: Self { Self(rawValue: 2) }
  public static var headSaturated: Self { Self(rawValue: 4) }
  public static var housingSaturated: Self { Self(rawValue: 8) }
  /// The drive is at its cap.
  public static var driveAtCap: Self { Self(rawValue: 16) }
  /// Temperature lowers the drive.
  public static var derating: Self { Self(rawValue: 32) }
  /// The device's slew limiter shapes the target.
  public static var slewing: Self { Self(rawValue: 64) }
  /// The per-sample guard has cut the drive since the last telemetry.
  public static var guardTripped: Self { Self(rawValue: 128) }
  /// Drive off and 10–200 Hz acceleration below 0.1 g for 100 ms.
  public static var standstill: Self { Self(rawValue: 256) }
  public static var switchOpen: Self { Self(rawValue: 512) }
  public static var button: Self { Self(rawValue: 1024) }
  public static var sensorFault: Self { Self(rawValue: 2048) }
}

extension TelemetryFlags {
  /// Every bit that means something.
  @inlinable public static var defined: Self { Self(rawValue: 0x0FFF) }

  init(body: borrowing Payload, at offset: Int) throws(FieldRefusal) {
    rawValue = body.uint16(offset)
    guard isSubset(of: .defined) else { throw FieldRefusal(offset: offset) }
  }
}
