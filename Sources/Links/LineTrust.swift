// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Whether what a serial line brings is worth listening to: its counts in, a verdict out.
///
/// Noise for a moment is what lines are made of. One that brings more noise than messages second
/// after second is another device, another speed, or somebody's mischief.
struct LineTrust {
  /// `[C]` Frames that mean nothing, in a second; the HID link bears as many.
  static let refusals: UInt64 = 50
  /// `[C]` Times in a second that a line was left waiting because it sent more than is read; a
  /// flood is stopped up to a hundred times a second.
  static let floods: UInt64 = 25
  /// `[C]` Seconds of that in a row.
  static let patience = 3
  /// A line has no plug that would tell: it is listened to again after this long.
  static let penalty = Interval.seconds(Int64(10))

  private var since = Instant.zero
  private var before = LinkStatistics()
  private var bad = 0

  /// Begins anew, with a new wire.
  mutating func begin(_ statistics: LinkStatistics, at now: Instant) {
    since = now
    before = statistics
    bad = 0
  }

  /// Why the line is not to be listened to for a while; nil for no reason.
  mutating func judge(_ statistics: LinkStatistics, at now: Instant) -> Distrust? {
    let past = now - since
    guard past >= .seconds(Int64(1)) else { return nil }
    let refused = statistics.framesRefused - before.framesRefused
    let received = statistics.framesReceived - before.framesReceived
    let floods = statistics.floods - before.floods
    let isFlood = floods > Self.floods
    // A line that was silent for longer than two seconds has not been noisy in each of them.
    let isBad =
      past < .seconds(Int64(2)) && (isFlood || (refused > Self.refusals && refused > received))
    (since, before, bad) = (now, statistics, isBad ? bad + 1 : 0)
    guard bad >= Self.patience else { return nil }
    return isFlood ? .flood : .reports
  }
}
