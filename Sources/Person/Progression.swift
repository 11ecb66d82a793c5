// SPDX-License-Identifier: Apache-2.0

import Envelope
import Quantities

/// Light first, then more: how much of the amplitude a person gets by experience and by what they say.
///
/// A value of one moment; time comes in. Whoever says nothing stays where they are.
public struct Progression: Hashable, Sendable {
  /// Why the level is what it is, newest session first.
  public enum Step: String, Hashable, Sendable, CaseIterable {
    /// There is no session to go by.
    case none
    /// One of the first three.
    case first
    /// The last session was tolerated: a step up.
    case raised
    /// Nobody said how the last session was, or it was hard to bear: no step.
    case held
    /// Pain had risen after the last session: lowered.
    case lowered
  }

  /// Sessions ever that ended well; what "first three" counts.
  public let earlierSessions: Int
  /// What the last session led to.
  public let last: Step
  public let course: PainCourse
  private let reports: [SessionReport]
  private let gentler: Float
  private let rules: ProgressionRules

  /// - Parameters:
  ///   - earlierSessions: experience ever, what `reports` holds of it included.
  ///   - reports: sessions that delivered anything, in any order and of any age.
  ///   - pains: everything said about pain, in and between sessions.
  ///   - importedPains: the same with those that came from a file, which can make it only graver.
  ///   - gentler: share of the first level with which it begins, 0…1.
  ///   - doctorKnows: when the person last said that a doctor knows of the pain.
  public init(
    earlierSessions: Int, reports: [SessionReport], pains: [PainEntry],
    importedPains: [PainEntry] = [], doctorKnows: Timestamp?, gentler: Float = 1, now: Timestamp,
    rules: ProgressionRules = .standard
  ) {
    self.earlierSessions = max(0, earlierSessions)
    self.gentler = gentler > 0 ? min(1, gentler) : rules.least
    self.rules = rules
    let recent = reports.filter { $0.began <= now && now - $0.began < rules.memory }
      .sorted { $0.began < $1.began }
    self.reports = recent
    func judge(_ pains: [PainEntry]) -> PainCourse {
      PainCourse.judge(pains, doctorKnows: doctorKnows, now: now, rules: rules)
    }
    let (own, all) = (judge(pains), importedPains.isEmpty ? .unremarkable : judge(importedPains))
    course = all.gravity > own.gravity ? all : own
    let before = max(0, earlierSessions - recent.count { $0.isExperience })
    last = Self.walk(recent, before: before, from: 1, rules).last
  }

  /// Somebody nothing is known about: the gentle caps.
  public static var unknown: Progression {
    Progression(
      earlierSessions: 0, reports: [], pains: [], doctorKnows: nil, now: Timestamp(milliseconds: 0))
  }

  /// Share of the amplitude cap in force, 0…1; class C has none at any time.
  ///
  /// The first three sessions have A 50 %, B 40 %, neck 30 % (domain.md §4.3 `[E]`), and every
  /// session after that was tolerated adds a step.
  public func amplitudeFactor(_ safetyClass: SafetyClass) -> Float {
    guard safetyClass.isTreatable else { return 0 }
    let first = Limits.firstSessionsFactor(safetyClass) * gentler
    let before = max(0, earlierSessions - reports.count { $0.isExperience })
    let level = Self.walk(reports, before: before, from: first, rules).level
    if case .hold = course { return min(level, first) }
    return level
  }

  /// What to tell a person before a session of these classes, one sentence each.
  public func notes(_ classes: Set<SafetyClass> = [.a]) -> [String] {
    let treatable = [SafetyClass.a, .b, .neck].filter { classes.contains($0) }
    let level = treatable.map { amplitudeFactor($0) }.min() ?? 1
    let percent = "at most \(Int((level * 100).rounded())) % of the amplitude cap"
    var notes: [String] = []
    switch last {
    case .lowered:
      notes.append(
        "Pain was up by \(rules.painRise) or more after the last session, so this one is lower: \(percent)."
      )
    case .none, .first, .raised, .held:
      if earlierSessions < Limits.firstSessions {
        notes.append(
          "Session \(earlierSessions + 1) of the first \(Limits.firstSessions), which are gentle: light first, then more."
        )
      } else if level < 1 {
        notes.append("Light first, then more: \(percent). \(way)")
      }
    }
    if let message = course.message(rules: rules) { notes.append(message) }
    return notes
  }

  private var way: String {
    switch last {
    case .raised: "A step up, as the last session was tolerated well."
    case .held:
      "No step up, as nobody said how the last session was, or it was hard to bear; say so with 'tonus diary after'."
    case .none, .first, .lowered:
      "It rises with every session that is tolerated well; say how it was with 'tonus diary after'."
    }
  }

  /// Level after all sessions, and what the last one did to it.
  private static func walk(
    _ reports: [SessionReport], before: Int, from first: Float, _ rules: ProgressionRules
  ) -> (level: Float, last: Step) {
    var level = first
    var experience = before
    var last = Step.none
    for report in reports {
      if report.isExperience { experience += 1 }
      if hasRisen(report, rules) {
        level = max(min(rules.least, first), level * (1 - rules.reduction))
        last = .lowered
      } else if experience < Limits.firstSessions {
        last = .first
      } else if report.isExperience, wasTolerated(report, rules) {
        level = min(1, level + rules.stepUp)
        last = .raised
      } else {
        last = .held
      }
    }
    return (level, last)
  }

  private static func hasRisen(_ report: SessionReport, _ rules: ProgressionRules) -> Bool {
    guard let before = report.painBefore, let after = report.painAfter else { return false }
    return after - before >= rules.painRise
  }

  /// Pain is known not to have risen at all, and it was not hard to bear.
  private static func wasTolerated(_ report: SessionReport, _ rules: ProgressionRules) -> Bool {
    guard let before = report.painBefore, let after = report.painAfter, after <= before else {
      return false
    }
    return (report.tolerance ?? 0) < rules.hardToBear
  }
}
