// SPDX-License-Identifier: Apache-2.0

public enum RawChannel: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
  case headAcceleration = 0
  case housingAcceleration = 1
  case current = 2
}
