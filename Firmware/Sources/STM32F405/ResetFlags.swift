// SPDX-License-Identifier: Apache-2.0
public import Registers

/// Why the chip was reset: RCC_CSR, RM0090 §7.3.21.
public struct ResetFlags: OptionSet, RegisterValue, Sendable {
  public let rawValue: UInt32
  public init(rawValue: UInt32) { self.rawValue = rawValue }
  /// RMVF: writing it clears all others.
  public static let remove = ResetFlags(rawValue: 1 << 24)
  public static let brownOut = ResetFlags(rawValue: 1 << 25)
  public static let pin = ResetFlags(rawValue: 1 << 26)
  public static let powerOn = ResetFlags(rawValue: 1 << 27)
  public static let software = ResetFlags(rawValue: 1 << 28)
  public static let independentWatchdog = ResetFlags(rawValue: 1 << 29)

  static var register: Register<ResetFlags> { Register(0x4002_3874) }

  /// Reads them and clears them for the next reset.
  public static func take(from bus: some RegisterBus) -> ResetFlags {
    let flags = bus.load(register)
    bus.store(flags.union(.remove), to: register)
    return flags
  }
}
