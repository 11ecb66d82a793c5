// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What the device itself has counted under the newest arm: the least that was delivered.
///
/// The device counts no ramps, and a restart begins its count anew.
struct EnergisedFloor: Sendable, BitwiseCopyable {
  private var booked = Interval.zero
  private var counted: Interval?

  /// Begins with a new arm, whose segment was booked with so much until now.
  mutating func begin(segmentEnergised: Interval) {
    self = EnergisedFloor(booked: segmentEnergised)
  }

  init(booked: Interval = .zero) { self.booked = booked }

  /// How much of `total`, the device's count, is missing in `segmentEnergised`.
  mutating func missing(in segmentEnergised: Interval, total: Interval) -> Interval {
    guard let counted, total >= counted else {
      counted = total
      booked = segmentEnergised
      return .zero
    }
    return max(.zero, booked + (total - counted) - segmentEnergised)
  }
}
