// SPDX-License-Identifier: Apache-2.0
public import DeviceProtocol
public import STM32F405

extension ResetCause {
  /// From the chip's own flags, and from what the boot before wrote down about its end.
  ///
  /// A chip raises several at once; those that say more go first. An emulator has none and keeps only
  /// the last words.
  public init(flags: ResetFlags, lastWords: UInt32) {
    if flags.contains(.powerOn) {
      self = .powerOn
    } else if flags.contains(.brownOut) {
      self = .brownOut
    } else if flags.contains(.independentWatchdog) {
      self = .watchdog
    } else if let cause = ResetCause(rawValue: UInt8(truncatingIfNeeded: lastWords)) {
      self = cause
    } else if flags.contains(.software) {
      self = .software
    } else {
      self = flags.contains(.pin) ? .pin : .powerOn
    }
  }
}
