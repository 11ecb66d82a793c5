// SPDX-License-Identifier: Apache-2.0
public import Synchronization

/// Hands the newest value from one thread to one other; what was not taken in time is replaced.
///
/// Three slots: one being written, one being read, one between them that changes hands with a
/// single exchange. Neither side ever waits for the other.
@safe public final class Mailbox<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  /// The slot in between (bits 0–1), and whether it has been written since it was last taken.
  @usableFromInline let between = Atomic<UInt8>(1)
  @usableFromInline let slots: UnsafeMutablePointer<Element>
  @usableFromInline var writing: UInt8 = 0
  let padding = InlineArray<8, Int>(repeating: 0)
  @usableFromInline var reading: UInt8 = 2

  public init() { unsafe slots = .allocate(capacity: 3) }

  deinit { unsafe slots.deallocate() }

  /// Replaces whatever waits.
  ///
  /// Producer only. Returns true when something unread was replaced.
  @discardableResult
  @inlinable public func put(_ element: Element) -> Bool {
    unsafe slots[Int(writing)] = element
    let previous = between.exchange(writing | 4, ordering: .acquiringAndReleasing)
    writing = previous & 3
    return previous & 4 != 0
  }

  /// Takes the newest value, once.
  ///
  /// Consumer only.
  @inlinable public func take() -> Element? {
    guard hasNews else { return nil }
    let previous = between.exchange(reading, ordering: .acquiringAndReleasing)
    reading = previous & 3
    return unsafe slots[Int(reading)]
  }

  @inlinable public var hasNews: Bool { between.load(ordering: .relaxed) & 4 != 0 }
}
