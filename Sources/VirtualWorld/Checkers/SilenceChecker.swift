// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// Silence is off: within 500 ms of the last setpoint that left the host, nothing is driven and
/// nothing moves, whatever else happens.
struct SilenceChecker: PromiseChecker {
  /// design.md §8.
  static var within: Interval { .milliseconds(500) }
  /// A power stage that does not obey is found and switched off: 300 ms after the coil was braked, and
  /// 1 s for what standstill then says.
  static var brokenWithin: Interval { .milliseconds(1500) }
  /// Standstill as the protocol defines it, and the noise of a hand on top.
  static var still: Float { 0.12 }

  private var lastSetpoint: Instant?
  private var movingSince: Instant?

  mutating func check(_ moment: WorldMoment) -> Violation? {
    if let setpoint = moment.setpointLeft, setpoint.amplitudeMicrometers > 0 {
      lastSetpoint = moment.now
    }
    let since = lastSetpoint.map { moment.now - $0 } ?? .seconds(Int64(3600))
    if moment.isDriven, since > Self.within {
      return Violation(
        promise: .silenceIsOff, at: moment.elapsed,
        detail:
          "driven with \(moment.current) A, \(since.milliseconds) ms after the last setpoint left the host"
      )
    }
    let isMoving = moment.acceleration > Self.still && !moment.isHandled
    guard isMoving else {
      movingSince = nil
      return nil
    }
    let moved = movingSince ?? moment.now
    movingSince = moved
    let isAllowed =
      moment.isStageSound ? since <= Self.within : moment.now - moved <= Self.brokenWithin
    guard !isAllowed, since > Self.within else { return nil }
    return Violation(
      promise: .silenceIsOff, at: moment.elapsed,
      detail:
        "moves with \(moment.acceleration) g, \(since.milliseconds) ms after the last setpoint left the host"
    )
  }
}
