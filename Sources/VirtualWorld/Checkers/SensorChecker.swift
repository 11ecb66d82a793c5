// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Delivered, not commanded: with a dead or saturated sensor the drive is off after 200 ms and a
/// ramp.
struct SensorChecker: PromiseChecker {
  /// Told apart from a quiet moment within 20 ms (a window of samples), then 200 ms, then the ramp.
  static var within: Interval { .milliseconds(330) }
  private var since: Instant?

  mutating func check(_ moment: WorldMoment) -> Violation? {
    guard moment.sensorBroken, moment.isDriven else {
      since = nil
      return nil
    }
    let began = since ?? moment.now
    since = began
    guard moment.now - began > Self.within else { return nil }
    return Violation(
      promise: .deliveredNotCommanded, at: moment.elapsed,
      detail:
        "driven with \(moment.current) A for \((moment.now - began).milliseconds) ms on a broken sensor"
    )
  }
}
