// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// A latch holds until it is cleared: a latched device is not driven beyond its ramp, and no latch
/// goes away but by a clear or a reset; some only with the power.
///
/// One relaxation: firmware that hangs leaves the drive as it was, until the hardware's watchdog
/// cuts it.
struct LatchChecker: PromiseChecker {
  /// The ramp, and a millisecond to begin it.
  static var ramp: Interval { .milliseconds(102) }
  /// The hardware's watchdog cuts the drive of firmware that hangs.
  static var watchdog: Interval { .milliseconds(101) }
  /// A clear that has left arrives within this time, or is void: the device answers it once.
  static var clearing: Interval { .milliseconds(3000) }
  /// Faults that brake at once, without a ramp (docs/promises.md §3).
  static let braking: UInt16 = [
    LatchCause.overAcceleration, .overCurrent, .overStroke, .stuckDrive, .energisedLimit,
    .wallLimit,
  ].reduce(0) { $0 | $1.mask }
  static let powerCycle: UInt16 = LatchCause.allCases.filter(\.needsPowerCycle).reduce(0) {
    $0 | $1.mask
  }

  private var before: UInt16 = 0
  private var hanging = Interval.zero
  private var latchedSince: Instant?
  private var clearedAt: Instant?

  mutating func check(_ moment: WorldMoment) -> Violation? {
    if moment.clearSent { clearedAt = moment.now }
    let gone = before & ~moment.latches
    let came = moment.latches & ~before
    before = moment.latches
    if gone != 0, let violation = check(gone, moment) { return violation }
    guard moment.latches != 0 else {
      latchedSince = nil
      hanging = .zero
      return nil
    }
    if latchedSince == nil { latchedSince = moment.now }
    let waited = moment.now - (latchedSince ?? moment.now)
    if moment.isFrozen { hanging = min(hanging + .milliseconds(1), Self.watchdog) }
    let brakes = moment.latches & Self.braking != 0 && came == 0 && !moment.isFrozen
    guard moment.isDriven, brakes || waited > Self.ramp + hanging else { return nil }
    return Violation(
      promise: .latchHolds, at: moment.elapsed,
      detail:
        "driven with \(moment.current) A, \(waited.milliseconds) ms after latching (\(moment.latches))"
    )
  }

  private func check(_ gone: UInt16, _ moment: WorldMoment) -> Violation? {
    guard !moment.hasPowerCycled else { return nil }
    let needsPower = gone & Self.powerCycle != 0
    let isCleared = clearedAt.map { moment.now - $0 < Self.clearing } ?? false
    guard needsPower || !(moment.hasReset || isCleared) else { return nil }
    return Violation(
      promise: .latchHolds, at: moment.elapsed, detail: "the latches \(gone) went by themselves")
  }
}
