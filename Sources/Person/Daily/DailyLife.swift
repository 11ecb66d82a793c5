// SPDX-License-Identifier: Apache-2.0

/// How somebody gets on from day to day, and what their days are like; any of it left out.
public struct DailyLife: Hashable, Sendable, Codable {
  /// By the ids of `DailyLifeRules.activities`, 0 not at all … 10 as well as ever.
  public var abilities: [String: Int]
  /// Hours a day, driving included.
  public var sittingHours: Int?
  /// One of `DailyLifeRules.kinds`.
  public var work: String?

  public init(abilities: [String: Int] = [:], sittingHours: Int? = nil, work: String? = nil) {
    self.abilities = abilities
    self.sittingHours = sittingHours
    self.work = work
  }

  public var isEmpty: Bool { abilities.isEmpty && sittingHours == nil && work == nil }

  /// What cannot be kept of it, in one sentence; nil for what can.
  public func problem(_ rules: DailyLifeRules = .standard) -> String? {
    guard !isEmpty else {
      return "Nothing of your daily life is said; rate an activity, as in bed=4."
    }
    for (id, ability) in abilities.sorted(by: { $0.key < $1.key }) {
      guard rules[activity: id] != nil else {
        return "'\(id)' is no activity; rate any of \(Self.list(rules.activities.map(\.id)))."
      }
      guard (0...10).contains(ability) else {
        return
          "\(ability) is not possible for '\(id)'; give 0 (\(rules.scale.low)) to 10 (\(rules.scale.high))."
      }
    }
    if let sittingHours, !(0...24).contains(sittingHours) {
      return "A day has no \(sittingHours) hours to sit; give 0 to 24."
    }
    if let work, rules[kind: work] == nil {
      return "'\(work)' is no kind of day; give one of \(Self.list(rules.kinds.map(\.id)))."
    }
    return nil
  }

  /// What was said newly, over what was said before.
  public func over(_ earlier: DailyLife) -> DailyLife {
    DailyLife(
      abilities: earlier.abilities.merging(abilities) { $1 },
      sittingHours: sittingHours ?? earlier.sittingHours, work: work ?? earlier.work)
  }

  /// What has changed since an earlier one, a line for each activity that both rate.
  public func changes(since earlier: DailyLife, _ rules: DailyLifeRules = .standard) -> [String] {
    rules.activities.compactMap { activity in
      guard let now = abilities[activity.id], let before = earlier.abilities[activity.id] else {
        return nil
      }
      let change = DailyChange(from: before, to: now, rules)
      return "\(activity.id): \(before) → \(now) (\(change.words))"
    }
  }

  private static func list(_ ids: [String]) -> String {
    ids.map { "'\($0)'" }.joined(separator: ", ")
  }
}

/// What became of one activity.
public enum DailyChange: String, Hashable, Sendable {
  case better, worse
  /// Too small to be told from chance.
  case same

  public init(from before: Int, to now: Int, _ rules: DailyLifeRules = .standard) {
    self = abs(now - before) < rules.change ? .same : now > before ? .better : .worse
  }

  public var words: String {
    switch self {
    case .better: "better"
    case .worse: "worse"
    case .same: "about the same"
    }
  }
}
