// SPDX-License-Identifier: Apache-2.0

/// Why a device latched.
///
/// The raw value is the code on the wire.
public enum LatchCause: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
  case stopCommand = 1
  case stopButton = 2
  case headHot = 3
  case housingHot = 4
  case windingHot = 5
  case overAcceleration = 6
  case overCurrent = 7
  case overStroke = 8
  /// The head sensor is dead, saturated or contradicts the drive for 200 ms.
  case sensorFault = 9
  case energisedLimit = 10
  case wallLimit = 11
  case lowBattery = 12
  /// Contact stayed lost for 2 s.
  case liftedTooLong = 13
  case selfTestFailed = 14
  /// Motion without drive, or current without a command. Needs a power cycle and a self-test.
  case stuckDrive = 15
  /// No standstill one second after a stop. Needs a power cycle and a self-test.
  case standstillFailed = 16

  /// This cause's bit in a mask of latches: cause 1 is bit 0, cause 16 bit 15.
  @inlinable public var mask: UInt16 { 1 << (UInt16(rawValue) - 1) }

  /// Only taking the power away and passing the self-test clears these.
  public var needsPowerCycle: Bool {
    switch self {
    case .stuckDrive, .standstillFailed, .selfTestFailed: true
    case .stopCommand, .stopButton, .headHot, .housingHot, .windingHot, .overAcceleration,
      .overCurrent, .overStroke, .sensorFault, .energisedLimit, .wallLimit, .lowBattery,
      .liftedTooLong:
      false
    }
  }
}
