// SPDX-License-Identifier: Apache-2.0

import Person
import Quantities

/// Something a person said or did around a session or between sessions.
public struct DiaryEntry: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// How it is before a session.
    case before
    /// How it is after a session; the worst that was said counts.
    case after
    /// Any other time.
    case note
    /// Ice was applied.
    case ice
    /// Position was changed.
    case position
    /// A doctor knows of the pain.
    case doctor
    /// How daily life goes.
    case daily
  }

  public var kind: Kind
  /// The session it belongs to.
  public var session: String?
  /// By the calendar of the machine at that time.
  public var at: Timestamp
  /// 0…10.
  public var pain: Int?
  /// How hard the session was to bear, 0…10.
  public var tolerance: Int?
  /// Whether something stayed numb or tingling.
  public var numb: Bool?
  /// How long it took, as for ice.
  public var duration: Interval?
  public var worse: String
  public var better: String
  public var text: String
  /// There with every entry of that kind, and with no other.
  public var daily: DailyLife?
  /// Came from a file; see `LedgerStore.restore`.
  public var imported: Bool

  public init(
    _ kind: Kind, session: String? = nil, at: Timestamp, pain: Int? = nil, tolerance: Int? = nil,
    numb: Bool? = nil, duration: Interval? = nil, worse: String = "", better: String = "",
    text: String = "", daily: DailyLife? = nil, imported: Bool = false
  ) {
    self.kind = kind
    self.session = session
    self.at = at
    self.pain = pain
    self.tolerance = tolerance
    self.numb = numb
    self.duration = duration
    self.worse = worse
    self.better = better
    self.text = text
    self.daily = daily
    self.imported = imported
  }

  /// The longest text of one field, in bytes.
  public static let longestText = 2000

  /// What cannot be kept of it, in one sentence; nil for a good entry.
  var problem: String? {
    for (name, number) in [("pain", pain), ("tolerance", tolerance)] {
      if let number, !(0...10).contains(number) {
        return "\(number) is no \(name). Give a whole number from 0 to 10."
      }
    }
    for text in [worse, better, text] where text.utf8.count > Self.longestText {
      return
        "A text of the diary has \(text.utf8.count) bytes, and \(Self.longestText) are kept. Shorten it."
    }
    if let duration, duration < .zero || duration > LedgerStore.day {
      return "\(duration.milliseconds / 1000) s is no duration. Give 0 s to a day."
    }
    guard (kind == .daily) == (daily != nil) else {
      return "What is said of daily life is an entry of its own kind, 'daily', and is nothing else."
    }
    return daily?.problem()
  }
}

/// A zone-side that is locked for a person until they say that the numbness is gone.
public struct ZoneLock: Hashable, Sendable {
  public var place: TreatedSide
  /// By the calendar of the machine at that time.
  public var since: Timestamp

  public init(place: TreatedSide, since: Timestamp) {
    self.place = place
    self.since = since
  }

  /// What is refused, why, and the way out.
  public var message: String {
    "'\(place)' is locked: \(ProgressionRules.standard.numbnessWarning) When it is gone completely, say so with 'tonus diary unlock \(place)'."
  }
}
