// SPDX-License-Identifier: Apache-2.0
import Quantities

/// The device's own protection, sample by sample; it knows nothing of how the drive was chosen.
///
/// Beyond 1.5·ω²·r + 0.3 g on two samples the drive is halved at once (control.md §2), held for one
/// cycle + 4 ms, then given back over 100 ms. Beyond the cap for a millisecond the coil is braked;
/// a head that lands on the skin is over sooner.
struct PeakGuard: Sendable, BitwiseCopyable {
  enum Verdict: Hashable, Sendable, BitwiseCopyable {
    case fine
    case cut
    case beyondCap
  }

  /// The share of the drive that the guard leaves.
  private(set) var share: Float = 1
  private var overTarget: Int32 = 0
  private var overCap: Int32 = 0
  private var heldUntil = Instant.zero
  private var nextCut = Instant.zero

  mutating func reset() { self = PeakGuard() }

  /// Judges one sample.
  ///
  /// `level` is |a|, `limit` what the target allows, `cap` what brakes, all in g; `cycle` is the
  /// drive's period. A level that is not a number is beyond everything.
  mutating func check(level: Float, limit: Float, cap: Float, cycle: Interval, now: Instant)
    -> Verdict
  {
    guard !(level <= limit) else {
      overTarget = 0
      overCap = 0
      return .fine
    }
    overTarget = min(overTarget + 1, 2)
    overCap = level <= cap ? 0 : overCap + 1
    if overCap >= DeviceLimits.brakeSamples {
      overCap = 0
      return .beyondCap
    }
    guard overTarget >= DeviceLimits.guardSamples, now >= nextCut else { return .fine }
    share *= 0.5
    heldUntil = now + cycle + DeviceLimits.guardHold
    // The mechanics answer within a quarter of a cycle; cutting again sooner would cut blindly.
    nextCut = now + Interval(nanoseconds: cycle.nanoseconds / 4)
    return .cut
  }

  /// Takes the whole drive away for one cycle.
  mutating func shut(cycle: Interval, now: Instant) {
    share = 0
    heldUntil = now + cycle + DeviceLimits.guardHold
  }

  /// Once a millisecond: gives the drive back when the hold is over.
  mutating func recover(now: Instant) {
    guard share < 1, now >= heldUntil else { return }
    share = min(1, share + 1 / Float(DeviceLimits.guardRecovery.milliseconds))
  }
}
