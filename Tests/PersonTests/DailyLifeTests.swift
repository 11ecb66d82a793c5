// SPDX-License-Identifier: Apache-2.0

import Anatomy
import Foundation
import Testing

@testable import Person

@Suite("Daily life")
struct DailyLifeTests {
  let rules = DailyLifeRules.standard

  @Test("every question, kind, number and suggestion ships with a source and a standing")
  func shipped() {
    let standing = /.+ \[[SVTCE]\]/
    let items =
      (rules.activities + rules.habits).map(\.provenance) + rules.numbers.map(\.provenance)
    for provenance
      in items + rules.kinds.map(\.provenance)
      + [rules.scale.provenance, rules.suggestion.provenance, rules.suggestion.against.provenance]
    {
      #expect(provenance.description.wholeMatch(of: standing) != nil, "\(provenance)")
    }
    #expect(rules.activities.map(\.id) == ["bed", "toilet", "car", "walking", "stairs"])
    #expect(rules.change == 3 && rules.longSitting == 6)
    #expect(rules.askAgain == ProgressionRules.standard.warnAfter)
  }

  @Test("a file without a source, a standing, a number or a plan is refused")
  func broken() throws {
    let good = String(decoding: PackageResources.daily_life_yaml, as: UTF8.self)
    for (old, new) in [
      ("source: [seed-002, psfs-2], standing: V", "source: [], standing: V"),
      ("source: [psfs, project]", "source: [nobody]"), ("source: [psfs]\n", "source: []\n"),
      ("source: [longitudinal, cross-sectional]", "source: []"),
      ("sits: true, source: [seed-000], standing: V", "sits: true, source: [seed-000]"),
      ("value: 3 points", "value: 11 points"), ("value: 6 hours", "value: 6"),
      ("value: 14 days", "value: 0 days"), ("id: change", "id: changes"), ("id: toilet", "id: bed"),
      ("plan: sitting-day", "plan: lying-day"), ("id: work", "id: labour"),
      ("schema: tonus-daily-life/1", "schema: tonus-daily-life/2"),
    ] {
      #expect(good.contains(old), "\(old)")
      #expect(throws: QuestionnaireError.self, "\(new)") {
        try DailyLifeRules(yaml: good.replacingOccurrences(of: old, with: new))
      }
    }
  }

  @Test("before and after are compared by activity; under three points may be chance")
  func changes() {
    let before = DailyLife(abilities: ["bed": 4, "car": 5, "stairs": 8, "walking": 2])
    let after = DailyLife(abilities: ["stairs": 5, "bed": 7, "car": 7, "toilet": 9])
    #expect(
      after.changes(since: before) == [
        "bed: 4 → 7 (better)", "car: 5 → 7 (about the same)", "stairs: 8 → 5 (worse)",
      ])
    #expect(after.over(before).abilities["walking"] == 2)
    #expect(after.over(before).abilities["bed"] == 7)
  }

  @Test("what cannot be is refused by name, and so is an assessment that says it")
  func wrong() {
    let wrong: [(DailyLife, String)] = [
      (DailyLife(), "Nothing of your daily life"), (DailyLife(abilities: ["bed": 11]), "0 (not at"),
      (DailyLife(abilities: ["bed": -1]), "'bed'"), (DailyLife(abilities: ["sofa": 3]), "'toilet'"),
      (DailyLife(sittingHours: 25), "25 hours"), (DailyLife(work: "astronaut"), "'desk'"),
    ]
    for (daily, words) in wrong {
      #expect(daily.problem()?.contains(words) == true, "\(daily.problem() ?? "taken")")
      #expect(throws: AssessmentError.self) { try Assessment(daily: daily).checked() }
    }
    #expect(DailyLife(abilities: ["bed": 0], sittingHours: 24, work: "feet").problem() == nil)
  }

  @Test(
    "long sitting offers the plan for it, as its author's opinion, and never treats by itself",
    arguments: [
      (6, nil, true), (5, "desk", false), (nil, "driving", true), (nil, "feet", false),
      (12, "lifting", true), (nil, nil, false),
    ] as [(Int?, String?, Bool)])
  func sitting(hours: Int?, work: String?, isOffered: Bool) {
    let daily = DailyLife(abilities: ["bed": 5], sittingHours: hours, work: work)
    let proposal = Assessment(daily: daily).proposal()
    #expect(proposal.plans.map(\.plan) == (isOffered ? ["sitting-day"] : []))
    #expect(proposal.items.isEmpty)
    for plan in proposal.plans {
      #expect(plan.reason.contains("author") && plan.provenance.standing == .vendor)
      #expect(plan.against.provenance.standing == .published)
      if let hours { #expect(plan.reason.contains("\(hours) hours")) }
    }
  }
}
