// SPDX-License-Identifier: Apache-2.0

/// The numbers of the last arms that were asked for, so that a late copy can be ended by its own.
struct RecentArms: Sendable, BitwiseCopyable {
  private var numbers = InlineArray<8, UInt32>(repeating: 0)
  private var newest = 0
  private var turn = 0

  mutating func remember(_ number: UInt32) {
    newest = (newest + 1) & 7
    numbers[newest] = number
    turn = 0
  }

  /// One after the other, newest first, and round again; nil for a place that was never used.
  mutating func next() -> UInt32? {
    let number = numbers[(newest - turn) & 7]
    turn = number == 0 ? 0 : (turn + 1) & 7
    return number == 0 ? nil : number
  }
}
