// SPDX-License-Identifier: Apache-2.0
import Quantities

/// The device's own protection, sample by sample; it knows nothing of how the drive was chosen.
///
/// Beyond 1.5·ω²·r + 0.3 g on two samples the drive is halved at once (control.md §2), held for one
/// cycle + 4 ms, then given back over 100 ms. Beyond the cap on two samples the coil is to be braked.
struct PeakGuard: Sendable, BitwiseCopyable {
  enum Verdict: Hashable, Sendable, BitwiseCopyable {
    case fine
    case cut
    case beyondCap
  }

  /// The share of the drive that the guard leaves.
  private(set) var share: Float = 1
  private var overTarget = false
  private var overCap = false
  private var heldUntil = Instant.zero
  private var quarterUntil = Instant.zero

  mutating func reset() { self = PeakGuard() }

  /// `level` is |a|, `limit` what the target allows, `cap` what brakes, all in g; `cycle` is the
  /// drive's period.
  mutating func check(level: Float, limit: Float, cap: Float, cycle: Interval, now: Instant)
    -> Verdict
  {
    let beyondCap = !(level <= cap)
    defer { overCap = beyondCap }
    if beyondCap && overCap { return .beyondCap }
    let beyond = !(level <= limit)
    defer { overTarget = beyond }
    guard beyond && overTarget, now >= quarterUntil else { return .fine }
    share *= 0.5
    heldUntil = now + cycle + DeviceLimits.guardHold
    // The mechanics answer within a quarter of a cycle; cutting again sooner would cut blindly.
    quarterUntil = now + Interval(nanoseconds: cycle.nanoseconds / 4)
    return .cut
  }

  /// Once a millisecond: gives the drive back when the hold is over.
  mutating func recover(now: Instant) {
    guard share < 1, now >= heldUntil else { return }
    share = min(1, share + 1 / Float(DeviceLimits.guardRecovery.milliseconds))
  }
}
