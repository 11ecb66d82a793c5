// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// Stop always wins: motion has ended 200 ms after the daemon was told.
///
/// What a relaxation rests on:
/// - A cable that is cut, deaf, held or lossy in the milliseconds in which the first copy would
///   travel may carry none; then silence has to end motion, since no setpoint follows a stop.
/// - A power stage that does not obey the drive is beyond a ramp; the second switch opens 150 ms
///   after it (docs/promises.md §3).
/// - A head that a hand is moving accelerates without drive; the drive is watched all the same.
struct StopChecker: PromiseChecker {
  /// docs/promises.md §3: ended within 200 ms of being told.
  static var within: Interval { .milliseconds(200) }
  /// In how many milliseconds the first copy has arrived: 3.3 ms of wire and a tick at each end.
  static var carrying: Interval { .milliseconds(6) }
  /// The ramp, 150 ms to the second switch, and a braked head that rings out in 60 ms.
  static var stuckWithin: Interval { .milliseconds(310) }

  private var told: Instant?
  private var isCarried = true
  private var isCleared = false

  mutating func check(_ moment: WorldMoment) -> Violation? {
    if moment.stopTold, told == nil {
      told = moment.now
      isCarried = true
      isCleared = false
    }
    guard let since = told else { return nil }
    let waited = moment.now - since
    if waited <= Self.carrying, !moment.isStopCarried { isCarried = false }
    // What is latched in the device goes with a reset, and by being cleared.
    if moment.clearSent || moment.hasReset { isCleared = true }
    // Somebody clears a stop that has done its work, and may start anew.
    if moment.clearSent, !moment.isDriven, moment.acceleration < SilenceChecker.still {
      told = nil
      return nil
    }
    var allowed = moment.isStageSound ? Self.within : Self.stuckWithin
    if !isCarried { allowed = max(allowed, SilenceChecker.within) }
    guard waited > allowed else { return nil }
    told = nil
    let isStill =
      !moment.isDriven && (moment.acceleration < SilenceChecker.still || moment.isHandled)
    guard isStill else {
      return Violation(
        promise: .stopWins, at: moment.elapsed,
        detail:
          "\(moment.acceleration) g and \(moment.current) A \(waited.milliseconds) ms after stop was told"
      )
    }
    guard isCarried, !isCleared, moment.latches & LatchCause.stopCommand.mask == 0 else {
      return nil
    }
    return Violation(
      promise: .stopWins, at: moment.elapsed, detail: "stop was told and nothing is latched")
  }
}
