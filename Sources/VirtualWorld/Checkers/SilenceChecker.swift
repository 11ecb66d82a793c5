// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// Silence is off: within 500 ms of the last setpoint that could reach the device, nothing is
/// driven and nothing moves, whatever else happens.
///
/// What a relaxation rests on:
/// - A power stage that does not obey goes on without setpoints; the device finds that out by its
///   sensors and takes its power away.
/// - A head that a hand is moving accelerates without drive; the drive is watched all the same.
struct SilenceChecker: PromiseChecker {
  /// docs/promises.md §3.
  static var within: Interval { .milliseconds(500) }
  /// How far ahead a setpoint may be valid: what a wire holds back for longer is void (docs/promises.md §2).
  static var longestLife: Interval { .milliseconds(300) }
  /// A power stage that does not obey: 300 ms until motion without drive is believed, 150 ms until the
  /// second switch is open, and what a head then rings out.
  static var brokenWithin: Interval { .milliseconds(500) }
  /// Standstill as the protocol defines it, and the noise of a hand on top.
  static var still: Float { 0.12 }

  private var lastSetpoint: Instant?
  private var movingSince: Instant?

  mutating func check(_ moment: WorldMoment) -> Violation? {
    if moment.isSetpointCarried, let setpoint = moment.setpointLeft,
      setpoint.amplitudeMicrometers > 0
    {
      lastSetpoint = moment.now
    }
    let since = lastSetpoint.map { moment.now - $0 } ?? .seconds(Int64(3600))
    if moment.isDriven, since > Self.within {
      return Violation(
        promise: .silenceIsOff, at: moment.elapsed,
        detail:
          "driven with \(moment.current) A, \(since.milliseconds) ms after the last setpoint")
    }
    guard moment.acceleration > Self.still, !moment.isHandled else {
      movingSince = nil
      return nil
    }
    let moved = movingSince ?? moment.now
    movingSince = moved
    let isAllowed =
      since <= Self.within || (!moment.isStageSound && moment.now - moved <= Self.brokenWithin)
    guard !isAllowed else { return nil }
    return Violation(
      promise: .silenceIsOff, at: moment.elapsed,
      detail:
        "moves with \(moment.acceleration) g, \(since.milliseconds) ms after the last setpoint"
    )
  }
}
