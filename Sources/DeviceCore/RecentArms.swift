// SPDX-License-Identifier: Apache-2.0

/// The last eight arms granted: a copy of one that lay in a buffer revives nothing.
struct RecentArms: Sendable, BitwiseCopyable {
  private var ids = InlineArray<8, UInt32>(repeating: 0)
  private var next = 0

  func contains(_ id: UInt32) -> Bool {
    for i in 0..<8 where ids[i] == id { return true }
    return false
  }

  mutating func add(_ id: UInt32) {
    ids[next] = id
    next = (next + 1) & 7
  }
}
