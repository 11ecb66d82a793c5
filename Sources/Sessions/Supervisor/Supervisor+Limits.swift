// SPDX-License-Identifier: Apache-2.0
import Envelope
import Quantities

extension Supervisor {
  /// Less than this of an allowance is not worth a session.
  static var leastApplication: Interval { .seconds(Int64(10)) }

  /// The limits of the day, whatever is treated.
  func requireDay(_ usage: Usage) throws(SessionError) {
    if usage.sessionsToday >= Limits.sessionsPerDay {
      throw .tryLater(
        message:
          "\(usage.sessionsToday) of \(Limits.sessionsPerDay) sessions a day have been used; come back tomorrow.",
        limit: "sessions a day", used: Float(usage.sessionsToday),
        allowed: Float(Limits.sessionsPerDay), again: usage.dayEnds)
    }
    if usage.handPointsToday >= Limits.handPointsRefuse {
      throw .tryLater(
        message:
          "The hand that holds the device has had \(Int(usage.handPointsToday)) of \(Int(Limits.handPointsRefuse)) vibration points a day; let it rest until tomorrow.",
        limit: "hand points a day", used: usage.handPointsToday,
        allowed: Limits.handPointsRefuse, again: usage.dayEnds)
    }
  }

  /// What each zone-side may still have now, by application, rest and day.
  func allowances(_ undertaking: Undertaking, _ usage: Usage, _ now: Moment)
    throws(SessionError) -> [ZoneSide: Interval]
  {
    var allowance: [ZoneSide: Interval] = [:]
    for treatment in undertaking.treatments {
      let used =
        usage.zoneSides[treatment.zoneSide]
        ?? ZoneUsage(energisedToday: .zero, lastApplication: .zero, lastEnded: nil)
      let today = treatment.dailyMax - used.energisedToday
      if today < Self.leastApplication {
        throw .tryLater(
          message:
            "'\(treatment.zoneSide)' has had \(seconds(used.energisedToday)) s of \(seconds(treatment.dailyMax)) s a day; come back tomorrow.",
          limit: "energised time a day", used: used.energisedToday.seconds,
          allowed: treatment.dailyMax.seconds, again: usage.dayEnds)
      }
      var application = treatment.applicationMax
      if let ended = used.lastEnded, now.wall - ended < treatment.restAfterCap {
        application = treatment.applicationMax - used.lastApplication
        if application < Self.leastApplication {
          throw .tryLater(
            message:
              "'\(treatment.zoneSide)' has had its \(seconds(treatment.applicationMax)) s and rests for \(seconds(treatment.restAfterCap - (now.wall - ended))) s more.",
            limit: "rest", used: (now.wall - ended).seconds,
            allowed: treatment.restAfterCap.seconds, again: ended + treatment.restAfterCap)
        }
      }
      allowance[treatment.zoneSide] = min(today, application)
    }
    return allowance
  }

  /// Whether the proved program fits into what is left.
  func requireTime(
    for program: ProvedProgram, _ undertaking: Undertaking, _ allowance: [ZoneSide: Interval],
    _ now: Moment
  ) throws(SessionError) {
    for treatment in undertaking.treatments {
      let side = treatment.zoneSide
      let wanted = program.energised(side)
      let left = allowance[side] ?? .zero
      guard wanted > left else { continue }
      throw .tryLater(
        message:
          "'\(side)' may have \(seconds(left)) s more now, and the program takes \(seconds(wanted)) s; shorten it, or come back later.",
        limit: "energised time", used: wanted.seconds, allowed: left.seconds, again: nil)
    }
    for segment in program.segments where allowance[segment.zoneSide] == nil {
      throw .programInvalid(
        message:
          "The program treats '\(segment.address)', which was not named when it was asked for.",
        problems: ["'\(segment.address)' is not among the zones of the request."])
    }
  }

  func seconds(_ interval: Interval) -> Int64 { (interval.milliseconds + 500) / 1000 }
}
