// SPDX-License-Identifier: Apache-2.0
import Envelope
import Quantities

extension Supervisor {
  /// Less than this of an allowance is not worth a session.
  static var leastApplication: Interval { .seconds(Int64(10)) }

  /// The limits of the day, whatever is treated.
  func requireDay(_ usage: Usage, _ now: Moment) throws(SessionError) {
    if usage.sessionsToday >= Limits.sessionsPerDay {
      throw .tryLater(
        message:
          "\(usage.sessionsToday) of \(Limits.sessionsPerDay) sessions in 24 h are used, none is left; again \(wait(until: usage.dayEnds, now)).",
        limit: "sessions-per-day", used: Float(usage.sessionsToday),
        allowed: Float(Limits.sessionsPerDay), again: usage.dayEnds)
    }
    if usage.handPointsToday >= Limits.handPointsRefuse {
      throw .tryLater(
        message:
          "The hand that holds the device has had \(points(usage.handPointsToday)) of \(points(Limits.handPointsRefuse)) vibration points in 24 h, none is left; let it rest, again \(wait(until: usage.handEases, now)).",
        limit: "hand-points", used: usage.handPointsToday,
        allowed: Limits.handPointsRefuse, again: usage.handEases)
    }
  }

  /// What each zone-side may still have now, by application, rest and day.
  func allowances(_ undertaking: Undertaking, _ usage: Usage, _ now: Moment)
    throws(SessionError) -> [ZoneSide: Interval]
  {
    var allowance: [ZoneSide: Interval] = [:]
    for treatment in undertaking.treatments {
      let used = usage.zone(treatment.zoneSide)
      let today = treatment.dailyMax - used.energisedToday
      let again = used.again(for: Self.leastApplication, treatment, at: now.wall)
      if today < Self.leastApplication {
        throw .tryLater(
          message:
            "'\(treatment.zoneSide)' has had \(seconds(used.energisedToday)) s of the \(seconds(treatment.dailyMax)) s it may have in 24 h, \(seconds(max(.zero, today))) s are left; again \(wait(until: again, now)).",
          limit: "zone-day", used: used.energisedToday.seconds,
          allowed: treatment.dailyMax.seconds, again: again)
      }
      var application = treatment.applicationMax
      if let ended = used.lastEnded, now.wall - ended < treatment.restAfterCap {
        application = treatment.applicationMax - used.lastApplication
        if application < Self.leastApplication {
          throw .tryLater(
            message:
              "'\(treatment.zoneSide)' has had \(seconds(used.lastApplication)) s of the \(seconds(treatment.applicationMax)) s it may have before a rest, \(seconds(max(.zero, application))) s are left; again \(wait(until: again, now)).",
            limit: "application", used: used.lastApplication.seconds,
            allowed: treatment.applicationMax.seconds, again: again)
        }
      }
      allowance[treatment.zoneSide] = min(today, application)
    }
    return allowance
  }

  /// Whether the proved program fits into what is left.
  func requireTime(
    for program: ProvedProgram, _ undertaking: Undertaking, _ usage: Usage,
    _ allowance: [ZoneSide: Interval], _ now: Moment
  ) throws(SessionError) {
    for treatment in undertaking.treatments {
      let side = treatment.zoneSide
      let wanted = program.energised(side)
      let left = allowance[side] ?? .zero
      guard wanted > left else { continue }
      let again = usage.zone(side).again(for: wanted, treatment, at: now.wall)
      throw .tryLater(
        message:
          "'\(side)' may have \(seconds(left)) s more now, and the program takes \(seconds(wanted)) s; \(again == nil ? "shorten it" : "shorten it, or come back \(wait(until: again, now))").",
        limit: "energised time", used: wanted.seconds, allowed: left.seconds, again: again)
    }
    for segment in program.segments where allowance[segment.zoneSide] == nil {
      throw .programInvalid(
        message:
          "The program treats '\(segment.address)', which was not named when it was asked for.",
        problems: ["'\(segment.address)' is not among the zones of the request."])
    }
  }

  /// `in 27 min`: rounded up, so that coming back then is not too early.
  private func wait(until again: WallTime?, _ now: Moment) -> String {
    guard let again else { return "later" }
    let minutes = max(1, (again - now.wall).milliseconds + 59_999) / 60_000
    return minutes < 60
      ? "in \(minutes) min"
      : "in \(minutes / 60) h" + (minutes % 60 > 0 ? " \(minutes % 60) min" : "")
  }

  /// Rounded down; what no whole number can say, in its own words.
  private func points(_ points: Float) -> String {
    let whole = points.rounded(.down)
    return Int(exactly: whole).map { String($0) } ?? "\(whole)"
  }

  func seconds(_ interval: Interval) -> Int64 { (interval.milliseconds + 500) / 1000 }
}

extension Usage {
  /// What a zone-side has had; nothing where the ledger knows of nothing.
  func zone(_ side: ZoneSide) -> ZoneUsage {
    zoneSides[side] ?? ZoneUsage(energisedToday: .zero, lastApplication: .zero, lastEnded: nil)
  }
}

extension ZoneUsage {
  /// When `wanted` more fits into application and day; nil when it never does at once.
  func again(for wanted: Interval, _ treatment: Treatment, at now: WallTime) -> WallTime? {
    guard wanted <= treatment.applicationMax, wanted <= treatment.dailyMax else { return nil }
    var again = now
    if let ended = lastEnded, now - ended < treatment.restAfterCap,
      lastApplication + wanted > treatment.applicationMax
    {
      again = ended + treatment.restAfterCap
    }
    var used = energisedToday
    for release in releases {
      guard used + wanted > treatment.dailyMax else { break }
      used = used - release.energised
      again = max(again, release.at)
    }
    return again
  }
}
