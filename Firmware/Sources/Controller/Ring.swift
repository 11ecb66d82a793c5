// SPDX-License-Identifier: Apache-2.0
public import Synchronization

/// A bounded queue from one interrupt level to another.
///
/// It is made once at start, where memory may still be taken; afterwards nothing allocates.
@safe public final class Ring<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  @usableFromInline let pushed = Atomic<UInt32>(0)
  @usableFromInline let popped = Atomic<UInt32>(0)
  @usableFromInline let slots: UnsafeMutablePointer<Element>
  @usableFromInline let capacity: UInt32

  /// - Parameter capacity: a power of two.
  public init(capacity: UInt32) {
    precondition(capacity > 0 && capacity & (capacity - 1) == 0)
    self.capacity = capacity
    unsafe slots = .allocate(capacity: Int(capacity))
  }

  deinit { unsafe slots.deallocate() }

  /// False when it is full.
  ///
  /// Producer only.
  @inlinable public func push(_ element: Element) -> Bool {
    let end = pushed.load(ordering: .relaxed)
    guard end &- popped.load(ordering: .acquiring) < capacity else { return false }
    unsafe slots[Int(end & (capacity &- 1))] = element
    pushed.store(end &+ 1, ordering: .releasing)
    return true
  }

  /// Nil when it is empty.
  ///
  /// Consumer only.
  @inlinable public func pop() -> Element? {
    let start = popped.load(ordering: .relaxed)
    guard start != pushed.load(ordering: .acquiring) else { return nil }
    let element = unsafe slots[Int(start & (capacity &- 1))]
    popped.store(start &+ 1, ordering: .releasing)
    return element
  }

  @inlinable public var isFull: Bool {
    pushed.load(ordering: .relaxed) &- popped.load(ordering: .acquiring) >= capacity
  }
}
