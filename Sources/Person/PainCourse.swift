// SPDX-License-Identifier: Apache-2.0

import Quantities

/// Whether pain gets better within a few weeks (RF-5).
public enum PainCourse: Hashable, Sendable {
  /// Nothing is known that would speak against it.
  case unremarkable
  /// Not better for this long; see a doctor.
  case warn(Interval)
  /// Not better for so long that sessions stay gentle until a doctor knows.
  case hold(Interval)

  /// The graver, the more is held back.
  var gravity: Int {
    switch self {
    case .unremarkable: 0
    case .warn: 1
    case .hold: 2
    }
  }

  private static let week = Interval.seconds(Int64(7 * 86_400))

  /// Judges the entries of a person at `now`, in any order.
  ///
  /// An episode begins with the first pain above zero, and ends with an entry of zero or a long time
  /// without one. What a person says a doctor knows of starts the time of holding anew.
  public static func judge(
    _ entries: [PainEntry], doctorKnows: Timestamp?, now: Timestamp,
    rules: ProgressionRules = .standard
  ) -> PainCourse {
    let episode = episode(entries, now: now, rules)
    guard let first = episode.first, let last = episode.last else { return .unremarkable }
    let age = now - first.at
    guard age >= rules.warnAfter, now - last.at < rules.episodeGap else { return .unremarkable }
    let early = episode.filter { $0.at - first.at < week }
    let late = episode.filter { last.at - $0.at < week }
    guard last.at - first.at >= week, mean(late) > mean(early) - Double(rules.betterBy) else {
      return .unremarkable
    }
    let known = doctorKnows.map { $0 >= first.at && now - $0 < rules.holdAfter } ?? false
    return age >= rules.holdAfter && !known ? .hold(age) : .warn(age)
  }

  /// The entries since the pain that is there now began, oldest first.
  private static func episode(
    _ entries: [PainEntry], now: Timestamp, _ rules: ProgressionRules
  ) -> [PainEntry] {
    var episode: [PainEntry] = []
    for entry in entries.sorted(by: { $0.at < $1.at }) where entry.at <= now {
      if let last = episode.last, entry.at - last.at >= rules.episodeGap { episode = [] }
      if entry.pain == 0 { episode = [] } else { episode.append(entry) }
    }
    return episode
  }

  private static func mean(_ entries: [PainEntry]) -> Double {
    Double(entries.reduce(0) { $0 + $1.pain }) / Double(max(1, entries.count))
  }

  /// The advice, with how long it has been; nil when there is none to give.
  public func message(rules: ProgressionRules = .standard) -> String? {
    switch self {
    case .unremarkable: nil
    case .warn(let age): "\(Self.days(age)) without getting better: \(rules.notBetterWarning)"
    case .hold(let age):
      "\(Self.days(age)) without getting better: \(rules.notBetterWarning) Sessions stay as gentle as the first until you say that a doctor knows, with 'tonus diary doctor'."
    }
  }

  private static func days(_ age: Interval) -> String { "\(age.milliseconds / 86_400_000) days" }
}
