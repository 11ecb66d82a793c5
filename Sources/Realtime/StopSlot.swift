// SPDX-License-Identifier: Apache-2.0
public import Synchronization

/// The one place a stop waits in: any thread may post, one takes, nothing can stand before it.
///
/// A later post replaces an earlier one that was not yet taken: both mean stop.
public final class StopSlot: Sendable {
  /// The top bit is set while something waits; the rest is the payload.
  @usableFromInline let slot = Atomic<UInt64>(0)

  public init() {}

  /// Posts a stop.
  ///
  /// Any thread.
  ///
  /// - Parameter payload: at most 63 bits.
  @inlinable public func post(_ payload: UInt64) {
    precondition(payload >> 63 == 0)
    slot.store(payload | 1 << 63, ordering: .releasing)
  }

  /// Takes what waits.
  ///
  /// Consumer only.
  @inlinable public func take() -> UInt64? {
    guard isPosted else { return nil }
    let taken = slot.exchange(0, ordering: .acquiring)
    return taken == 0 ? nil : taken & ~(1 << 63)
  }

  @inlinable public var isPosted: Bool { slot.load(ordering: .relaxed) != 0 }
}
