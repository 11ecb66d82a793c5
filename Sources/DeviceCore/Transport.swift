// SPDX-License-Identifier: Apache-2.0

/// The way a message came, and the way its answer goes.
public enum Transport: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
  case serial = 0
  case hid = 1

  var index: Int { Int(rawValue) }
}
