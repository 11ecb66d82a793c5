// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Time with drive: since boot, and in the present bout, which ends with a rest.
struct EnergisedClock: Sendable, BitwiseCopyable {
  private(set) var sinceBoot = Interval.zero
  private(set) var bout = Interval.zero
  private(set) var boutBegan: Instant?
  private var lastDriven = Instant.zero
  /// Of a bout that began before the last reset.
  private var wallBefore = Interval.zero
  private var restedBefore = Interval.zero

  init() {}

  /// Goes on with a bout from before a reset; the reset's own duration is not known and not counted.
  init(_ retained: RetainedState) {
    guard retained.boutMilliseconds > 0 else { return }
    boutBegan = .zero
    bout = .milliseconds(Int64(retained.boutMilliseconds))
    wallBefore = .milliseconds(Int64(retained.wallMilliseconds))
    restedBefore = .milliseconds(Int64(retained.restedMilliseconds))
  }

  mutating func addStep(now: Instant) {
    let step = Interval(nanoseconds: Int64(DeviceLimits.stepNanoseconds))
    sinceBoot = sinceBoot + step
    bout = bout + step
    if boutBegan == nil { boutBegan = now }
    lastDriven = now
    restedBefore = .zero
  }

  /// Once a millisecond: a long enough rest ends the bout.
  mutating func rest(now: Instant) {
    guard boutBegan != nil, now - lastDriven + restedBefore >= DeviceLimits.rest else { return }
    boutBegan = nil
    wallBefore = .zero
    bout = .zero
  }

  /// How long ago the drive was last on; very long when it never was.
  func sinceDriven(at now: Instant) -> Interval {
    boutBegan == nil ? .seconds(Int64(86400)) : now - lastDriven + restedBefore
  }

  func wall(at now: Instant) -> Interval { boutBegan.map { now - $0 + wallBefore } ?? .zero }
}
