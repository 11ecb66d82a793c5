// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol

/// The latches in force, each with the number it was given.
@usableFromInline struct Latches: Sendable, BitwiseCopyable {
  @usableFromInline private(set) var mask: UInt16 = 0
  private var numbers = InlineArray<16, UInt16>(repeating: 0)
  private var next: UInt16 = 1

  var isEmpty: Bool { mask == 0 }

  func contains(_ cause: LatchCause) -> Bool { mask & cause.mask != 0 }

  /// The number under which `cause` latched; zero when it is not in force.
  func number(of cause: LatchCause) -> UInt16 {
    contains(cause) ? numbers[Int(cause.rawValue) - 1] : 0
  }

  /// The latest of those in force.
  var newest: (number: UInt16, cause: LatchCause)? {
    guard mask != 0 else { return nil }
    var found: (number: UInt16, cause: LatchCause)?
    var rest = mask
    while rest != 0 {
      let index = rest.trailingZeroBitCount
      rest &= rest &- 1
      guard let cause = LatchCause(rawValue: UInt8(truncatingIfNeeded: index) &+ 1) else {
        continue
      }
      let number = numbers[index]
      // Numbers wrap: the newest is the one least far behind the next.
      if let best = found, next &- best.number <= next &- number { continue }
      found = (number, cause)
    }
    return found
  }

  /// Latches `cause` and gives it a number; one already in force keeps its number.
  mutating func add(_ cause: LatchCause) -> UInt16 {
    guard !contains(cause) else { return number(of: cause) }
    let number = next
    next = next == .max ? 1 : next + 1
    mask |= cause.mask
    numbers[Int(cause.rawValue) - 1] = number
    return number
  }

  mutating func remove(_ cause: LatchCause) { mask &= ~cause.mask }
}
