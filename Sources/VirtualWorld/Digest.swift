// SPDX-License-Identifier: Apache-2.0

/// A running hash of everything that happened: equal runs have equal digests.
struct Digest: Hashable, Sendable, BitwiseCopyable {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func mix(_ word: UInt64) {
    value = (value ^ word) &* 0x0000_0100_0000_01b3
    value ^= value >> 29
  }
  mutating func mix(_ number: Float) { mix(UInt64(number.bitPattern)) }
}
