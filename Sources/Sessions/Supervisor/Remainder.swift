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
  /// What somebody had softened it to, 1 for nothing: going on takes nothing of that back.
  public var factor: Float
  /// The last pain that was said.
  public var pain: UInt8?
  public var ended: Instant

  /// `[E]` Somebody who comes back later begins anew.
  public static let life = Interval.seconds(Int64(600))
  /// `[C]` Less is not worth an arm.
  static let least = Interval.seconds(Int64(1))

  /// The rest, to be proved anew under the conditions that hold then.
  public var rest: Undertaking {
    var rest = undertaking
    rest.factor = factor
    rest.pain = pain
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
    // Waits take none of the time that is left. One before the first step that is whole may be what the
    // session was cut off in: where the head is to go is asked again.
    while first > 0, left > .zero || steps[first - 1].kind.waits {
      first -= 1
      guard !steps[first].kind.waits else { continue }
      guard steps[first].duration > left else {
        left = left - steps[first].duration
        continue
      }
      return dropping(first, keeping: left)
    }
    return dropping(first, keeping: nil)
  }

  /// Without so many steps, and with no more than `left` of the first one that stays.
  private func dropping(_ count: Int, keeping left: Interval?) -> ProvedProgram {
    var rest = self
    rest.steps = Array(steps.dropFirst(count))
    rest.stepTexts = Array(stepTexts.dropFirst(count))
    guard let left, let step = rest.steps.first else { return rest }
    let done = step.duration > .zero ? 1 - left.seconds / step.duration.seconds : 0
    rest.steps[0].duration = left
    rest.steps[0].drive = step.drive.from(done)
    rest.steps[0].firstOther = Int32(drives.count)
    rest.drives += drives[Int(step.firstOther)...].prefix(Int(step.otherCount)).map {
      $0.from(done)
    }
    return rest
  }
}

extension TimelineDrive {
  /// Its end, beginning with the values it has when this share is done.
  fileprivate func from(_ done: Float) -> TimelineDrive {
    // A wave has no later beginning: as much of it as there is time for, from its own.
    guard wave < 0 else { return self }
    var rest = self
    rest.frequencyStart = frequencyStart + (frequencyEnd - frequencyStart) * done
    rest.amplitudeStart = amplitudeStart + (amplitudeEnd - amplitudeStart) * done
    return rest
  }
}
