// SPDX-License-Identifier: Apache-2.0
import Quantities

/// How far a virtual clock may go by now, paced to a wall clock that it can only lag behind.
///
/// A machine that is too slow slows the virtual clock down: what was missed is never caught up with.
struct VirtualPace: Hashable, Sendable {
  /// `[C]` So much may be caught up with, an ordinary thread's bad moment.
  static let patience = Interval.milliseconds(20)

  /// Virtual seconds per second of the wall.
  let speed: Double
  private(set) var virtual: Instant
  private var wall: Instant

  init(speed: Double, virtual: Instant, wall: Instant) {
    precondition(speed > 0)
    self.speed = speed
    self.virtual = virtual
    self.wall = wall
  }

  /// Whole milliseconds of virtual time that are due; the caller runs them all.
  mutating func due(wall now: Instant) -> Int {
    let elapsed = now > wall ? min(now - wall, Self.patience) : .zero
    let due = Int64(Double(elapsed.nanoseconds) * speed) / 1_000_000
    guard due > 0 else { return 0 }
    virtual = virtual + .milliseconds(due)
    // What is left of a millisecond stays due, unless the wall has run away.
    let isLate = now - wall > Self.patience
    wall =
      isLate
      ? now : wall + Interval(nanoseconds: Int64(Double(due) * 1_000_000 / speed))
    return Int(due)
  }
}
