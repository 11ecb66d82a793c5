// SPDX-License-Identifier: Apache-2.0
import Ledger
import Person
import Quantities
import Synchronization

/// A clock that one thread moves and any may read.
final class VirtualClock: Sendable {
  private let nanoseconds: Atomic<UInt64>
  private let epoch: Timestamp

  /// - Parameter epoch: the calendar's moment at zero.
  init(start: Instant, epoch: Timestamp) {
    nanoseconds = Atomic(start.nanoseconds)
    self.epoch = epoch
  }

  var now: Instant { Instant(nanoseconds: nanoseconds.load(ordering: .acquiring)) }

  func advance(by interval: Interval) -> Instant {
    let moved = now + interval
    nanoseconds.store(moved.nanoseconds, ordering: .releasing)
    return moved
  }

  func daemonClock(speed: Double) -> DaemonClock {
    DaemonClock(
      instant: { self.now }, reading: { .virtual(self.now, epoch: self.epoch) }, speed: speed)
  }
}
