// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Time with drive: since boot, and in the present bout, which ends with a rest.
struct EnergisedClock: Sendable, BitwiseCopyable {
  private(set) var sinceBoot = Interval.zero
  private(set) var bout = Interval.zero
  private(set) var boutBegan: Instant?
  private var lastDriven = Instant.zero

  mutating func addStep(now: Instant) {
    let step = Interval(nanoseconds: Int64(DeviceLimits.stepNanoseconds))
    sinceBoot = sinceBoot + step
    bout = bout + step
    if boutBegan == nil { boutBegan = now }
    lastDriven = now
  }

  /// Once a millisecond: a long enough rest ends the bout.
  mutating func rest(now: Instant) {
    guard boutBegan != nil, now - lastDriven >= DeviceLimits.rest else { return }
    boutBegan = nil
    bout = .zero
  }

  /// How long ago the drive was last on; very long when it never was.
  func sinceDriven(at now: Instant) -> Interval {
    boutBegan == nil ? .seconds(Int64(86400)) : now - lastDriven
  }

  func wall(at now: Instant) -> Interval { boutBegan.map { now - $0 } ?? .zero }
}
