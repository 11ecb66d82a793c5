// SPDX-License-Identifier: Apache-2.0

public enum ResetCause: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
  case powerOn = 1
  case watchdog = 2
  case brownOut = 3
  case software = 4
  case pin = 5
  case trap = 6
}
