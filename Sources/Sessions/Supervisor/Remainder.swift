// SPDX-License-Identifier: Apache-2.0
import Programs
import Quantities

/// What is left of a session that was interrupted and may be gone on with, deliberately.
public struct Remainder: Sendable {
  /// The interrupted session.
  public var session: String
  /// Whose it was: nobody else goes on with it.
  public var connection: ConnectionID
  public var undertaking: Undertaking
  /// Of the program, without the waits of `move` steps.
  public var remaining: Interval
  public var ended: Instant

  /// `[E]` Somebody who comes back later begins anew.
  public static let life = Interval.seconds(Int64(600))
  /// `[C]` Less is not worth an arm.
  static let least = Interval.seconds(Int64(1))

  /// The rest, to be proved anew under the conditions that hold then.
  public var rest: Undertaking {
    var rest = undertaking
    let (whole, remaining) = (undertaking.prove, remaining)
    rest.prove = { conditions in whole(conditions).map { $0.last(remaining) } }
    return rest
  }

  /// Whether the end was the wire's, the device's or the machine's doing: a person's stop, a fault and
  /// a limit end for good.
  static func follows(_ reason: EndReason) -> Bool {
    switch reason {
    case .deviceLost, .deviceReset, .deviceSilence, .telemetryStale, .hostGap: true
    case .none, .completed, .stopped, .leaseExpired, .clientGone, .released, .shutdown, .noCredit,
      .moveTimedOut, .deviceLatched, .armEnded, .deviceNonsense, .armRefused, .armUnanswered,
      .limit, .contactLost, .pausedTooLong, .sensorFault,
      .streamSilent:
      false
    }
  }
}

extension ProvedProgram {
  /// The end of a program, as long as `remaining`; the step it begins within is cut, not begun anew.
  public func last(_ remaining: Interval) -> ProvedProgram {
    var left = min(max(remaining, Remainder.least), duration)
    var first = steps.count
    while first > 0, left > .zero {
      first -= 1
      guard !steps[first].kind.waits else { continue }
      guard steps[first].duration > left else {
        left = left - steps[first].duration
        continue
      }
      var rest = self
      rest.steps = [steps[first].last(left)] + steps[(first + 1)...]
      rest.stepTexts = Array(stepTexts.dropFirst(first))
      return rest
    }
    var rest = self
    rest.steps = Array(steps.dropFirst(first))
    rest.stepTexts = Array(stepTexts.dropFirst(first))
    return rest
  }
}

extension EngineStep {
  /// Its end, beginning with the values it has there.
  fileprivate func last(_ left: Interval) -> EngineStep {
    var rest = self
    rest.duration = left
    // A wave has no later beginning: as much of it as there is time for, from its own.
    guard drive.wave < 0 else { return rest }
    let done = duration > .zero ? 1 - left.seconds / duration.seconds : 0
    rest.drive.frequencyStart = frequencyStart + (frequencyEnd - frequencyStart) * done
    rest.drive.amplitudeStart = amplitudeStart + (amplitudeEnd - amplitudeStart) * done
    return rest
  }
}
