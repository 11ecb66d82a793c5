// SPDX-License-Identifier: Apache-2.0
import Quantities

/// The logarithm of the slewed target, one entry a millisecond, for its mean over a past cycle.
///
/// What a lock-in window shows is the answer to the drive over that window, so it is compared with
/// the geometric mean of the target over the same stretch of time.
struct TargetHistory: Sendable, BitwiseCopyable {
  /// Running sums in 2⁻²⁰; differences of two are exact, wrap or not.
  private var sums: InlineArray<256, Int64> = InlineArray(repeating: 0)
  private var newestMillisecond: UInt64 = 0
  private var entries = 0

  mutating func reset() { entries = 0 }

  mutating func note(_ logarithm: Float, at now: Instant) {
    let millisecond = now.nanoseconds / 1_000_000
    let value = Int64(logarithm * 1_048_576)
    guard entries > 0, millisecond >= newestMillisecond, millisecond - newestMillisecond < 256
    else {
      newestMillisecond = millisecond
      entries = 1
      sums[Int(millisecond & 255)] = value
      return
    }
    // A late tick: the time in between had the target that now is.
    while newestMillisecond < millisecond {
      let before = sums[Int(newestMillisecond & 255)]
      newestMillisecond += 1
      sums[Int(newestMillisecond & 255)] = before &+ value
      entries = min(entries + 1, 256)
    }
  }

  /// Mean from `start` to `end`, or as much of it as is known.
  func mean(from start: Instant, to end: Instant) -> Float? {
    guard entries > 1 else { return nil }
    let known = newestMillisecond - UInt64(entries - 1)
    var last = end.nanoseconds / 1_000_000
    if last > newestMillisecond { last = newestMillisecond }
    var first = start.nanoseconds / 1_000_000
    if first < known { first = known }
    if first >= last {
      guard newestMillisecond > known else { return nil }
      last = max(min(last, newestMillisecond), known + 1)
      first = last - 1
    }
    let difference = sums[Int(last & 255)] &- sums[Int(first & 255)]
    return Float(difference) / (1_048_576 * Float(last - first))
  }
}
