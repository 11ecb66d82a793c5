// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// Stop always wins: undisturbed, motion has ended 200 ms after the daemon was told; a latched
/// device is not driven beyond its ramp until somebody clears it.
struct StopChecker: PromiseChecker {
  /// design.md §8: ended within 200 ms of being told.
  static var within: Interval { .milliseconds(200) }
  /// The ramp, and a millisecond to begin it.
  static var ramp: Interval { .milliseconds(102) }

  private var told: Instant?
  private var isCleared = false
  private var latchedSince: Instant?

  mutating func check(_ moment: WorldMoment) -> Violation? {
    if moment.stopTold, told == nil {
      told = moment.now
      isCleared = false
    }
    if moment.latches != 0 {
      let since = latchedSince ?? moment.now
      latchedSince = since
      if moment.isDriven, moment.now - since > Self.ramp {
        return Violation(
          promise: .latchHolds, at: moment.elapsed,
          detail:
            "driven with \(moment.current) A, \((moment.now - since).milliseconds) ms after latching"
        )
      }
    } else {
      latchedSince = nil
    }
    guard let since = told else { return nil }
    if moment.clearSent { isCleared = true }
    // Disturbances stretch a stop up to what silence allows, and that is watched by its own checker.
    guard moment.isUndisturbed else {
      told = nil
      return nil
    }
    let waited = moment.now - since
    if waited > Self.within {
      let isStill =
        !moment.isDriven && (moment.acceleration < SilenceChecker.still || moment.isHandled)
      if !isStill {
        told = nil
        return Violation(
          promise: .stopWins, at: moment.elapsed,
          detail:
            "\(moment.acceleration) g and \(moment.current) A \(waited.milliseconds) ms after stop was told"
        )
      }
      if moment.latches & LatchCause.stopCommand.mask == 0, !isCleared {
        told = nil
        return Violation(
          promise: .stopWins, at: moment.elapsed, detail: "stop was told and nothing is latched")
      }
      told = nil
    }
    return nil
  }
}
