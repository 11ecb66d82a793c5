// SPDX-License-Identifier: Apache-2.0

import Person
import Quantities

/// The ledger's own two clocks, which never go back.
///
/// `proven` advances only by what is certain: time since start within one start of the machine, and
/// calendar time between two readings that a time service vouches for. `claimed` also believes the
/// calendar across a restart. Limits hold on `proven`; `claimed` may grant one session per restart.
struct LedgerClock: Hashable {
  /// A moment on both clocks.
  struct Time: Hashable {
    var proven: Timestamp
    var claimed: Timestamp
  }

  /// How far events since the last vouched-for reading move, so that their age stays as it was.
  ///
  /// When a time service turns up and vouches for a gap, nobody knows when in it they happened.
  struct Shift: Hashable {
    var since: Timestamp
    var proven: Interval
    var claimed: Interval
  }

  /// Smaller steps are drift between clocks, not a gap.
  static let gapMinimum = Interval.seconds(Int64(60))

  var now: Time
  var last: ClockReading
  /// The last vouched-for reading, with `proven` at that time.
  var vouched: (wall: Timestamp, proven: Timestamp)?

  init(first reading: ClockReading) {
    now = Time(proven: reading.wall, claimed: reading.wall)
    last = reading
    vouched = reading.synchronised ? (reading.wall, reading.wall) : nil
  }

  init(now: Time, last: ClockReading, vouched: (wall: Timestamp, proven: Timestamp)?) {
    self.now = now
    self.last = last
    self.vouched = vouched
  }

  /// Moves on to `reading`; a clock set back moves nothing.
  mutating func advance(to reading: ClockReading) -> Shift? {
    if reading.boot == last.boot {
      let elapsed = max(.zero, reading.sinceBoot - last.sinceBoot)
      now.proven = now.proven + elapsed
      now.claimed = now.claimed + elapsed
    } else {
      let certain = Interval.nanoseconds(Int64(clamping: reading.sinceBoot.nanoseconds))
      now.proven = now.proven + certain
      now.claimed = now.claimed + max(certain, reading.wall - last.wall)
    }
    var shift: Shift?
    if reading.synchronised, let vouched {
      let truth = vouched.proven + (reading.wall - vouched.wall)
      let gap = truth - now.proven
      if gap > Self.gapMinimum {
        now.proven = truth
        let claim = max(.zero, truth - now.claimed)
        now.claimed = now.claimed + claim
        shift = Shift(since: vouched.proven, proven: gap, claimed: claim)
      }
    }
    last = reading
    if reading.synchronised { vouched = (reading.wall, now.proven) }
    return shift
  }

  static func == (a: LedgerClock, b: LedgerClock) -> Bool {
    a.now == b.now && a.last == b.last && a.vouched?.wall == b.vouched?.wall
      && a.vouched?.proven == b.vouched?.proven
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(now)
    hasher.combine(last)
  }
}
