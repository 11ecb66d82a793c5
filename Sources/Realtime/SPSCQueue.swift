// SPDX-License-Identifier: Apache-2.0
public import Synchronization

/// A bounded queue from one thread to one other thread, without locks.
///
/// A full queue refuses: the producer decides what that means. Nothing allocates after `init`.
@safe public final class SPSCQueue<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  /// Elements pushed and popped since the start, each on a cache line of its own.
  @usableFromInline let pushed = PaddedCounter()
  @usableFromInline let popped = PaddedCounter()
  @usableFromInline let slots: UnsafeMutablePointer<Element>
  public let capacity: Int

  /// - Parameter capacity: rounded up to a power of two.
  public init(capacity: Int) {
    precondition(capacity > 0)
    var rounded = 1
    while rounded < capacity { rounded *= 2 }
    self.capacity = rounded
    unsafe slots = .allocate(capacity: rounded)
  }

  deinit { unsafe slots.deallocate() }

  /// Appends, or returns false when the queue is full.
  ///
  /// Producer only.
  @inlinable public func push(_ element: Element) -> Bool {
    let end = pushed.value.load(ordering: .relaxed)
    guard end &- popped.value.load(ordering: .acquiring) < capacity else { return false }
    unsafe slots[end & (capacity &- 1)] = element
    pushed.value.store(end &+ 1, ordering: .releasing)
    return true
  }

  /// Takes the oldest, or nil when there is none.
  ///
  /// Consumer only.
  @inlinable public func pop() -> Element? {
    let start = popped.value.load(ordering: .relaxed)
    guard start != pushed.value.load(ordering: .acquiring) else { return nil }
    let element = unsafe slots[start & (capacity &- 1)]
    popped.value.store(start &+ 1, ordering: .releasing)
    return element
  }

  /// How many elements wait, as either end sees it.
  @inlinable public var count: Int {
    let start = popped.value.load(ordering: .acquiring)
    return max(0, pushed.value.load(ordering: .acquiring) &- start)
  }

  @inlinable public var isEmpty: Bool { count == 0 }
}

/// A counter that shares its cache line with nobody.
@usableFromInline struct PaddedCounter: ~Copyable, Sendable {
  @usableFromInline let value = Atomic<Int>(0)
  let padding = InlineArray<15, Int>(repeating: 0)
  @usableFromInline init() {}
}
