// SPDX-License-Identifier: Apache-2.0

import Person
import Quantities

/// A limit that is reached: which, how much is used, how much is allowed, and when again.
public struct LimitRefusal: Error, Hashable, Sendable {
  public enum Limit: String, Hashable, Sendable, CaseIterable {
    /// Sessions within 24 h.
    case sessionsPerDay = "sessions-per-day"
    /// Energised time of one session, in seconds.
    case session = "session"
    /// Energised time of one application on a zone-side, in seconds, until it has rested.
    case application = "application"
    /// Energised time of a zone-side within 24 h, in seconds.
    case zoneDay = "zone-day"
    /// Vibration points of the hand within 24 h.
    case handPoints = "hand-points"
    /// The earlier records were damaged, so that today's doses are unknown.
    case unaccounted = "unaccounted"
  }

  public let limit: Limit
  public let place: TreatedSide?
  public let used: Double
  public let allowed: Double
  /// How long until it eases; nil when only something else than waiting helps.
  public let wait: Interval?
  /// The calendar moment of that.
  public let again: Timestamp?

  public init(
    limit: Limit, place: TreatedSide? = nil, used: Double, allowed: Double, wait: Interval?,
    wall: Timestamp
  ) {
    self.limit = limit
    self.place = place
    self.used = used
    self.allowed = allowed
    self.wait = wait
    self.again = wait.map { wall + $0 }
  }

  /// One sentence: the thing, the limit, the value and the way out.
  public var message: String {
    let again = wait.map { "again in \(Self.words($0))" } ?? "end it first"
    let zone = place.map { "'\($0)'" } ?? "This zone"
    return switch limit {
    case .sessionsPerDay:
      "\(Self.number(used)) of \(Self.number(allowed)) sessions in 24 h are used; \(again)."
    case .session:
      "This session has had \(Self.number(used)) s of its \(Self.number(allowed)) s; rest, then start another."
    case .application:
      "\(zone) has had \(Self.number(used)) s of the \(Self.number(allowed)) s it may have before a rest; \(again), or choose another zone."
    case .zoneDay:
      "\(zone) has had \(Self.number(used)) s of the \(Self.number(allowed)) s it may have in 24 h; \(again), or choose another zone."
    case .handPoints:
      "The hand that holds the massager has had \(Self.number(used)) of \(Self.number(allowed)) vibration points in 24 h; \(again)."
    case .unaccounted:
      "The earlier records were damaged and set aside, so today's doses are unknown; \(again)."
    }
  }

  /// Used is rounded down for show only; the decision was made on the exact value.
  static func number(_ value: Double) -> String {
    let rounded = (value * 10).rounded() / 10
    return Int(exactly: rounded).map { String($0) } ?? String(rounded)
  }

  /// Rounded up, so that coming back then is not too early: `45 s`, `27 min`, `6 h 5 min`.
  static func words(_ wait: Interval) -> String {
    let seconds = (wait.milliseconds + 999) / 1000
    if seconds < 60 { return "\(max(1, seconds)) s" }
    let minutes = (seconds + 59) / 60
    if minutes < 60 { return "\(minutes) min" }
    return minutes % 60 == 0 ? "\(minutes / 60) h" : "\(minutes / 60) h \(minutes % 60) min"
  }
}
