// SPDX-License-Identifier: Apache-2.0

import Envelope
import Foundation
import Quantities
import Randomness
import Testing

@testable import Person

@Suite("Light first, then more")
struct ProgressionTests {
  static let day = Interval.seconds(Int64(86_400))
  let start = Timestamp(milliseconds: 1_800_000_000_000)

  func at(_ days: Int) -> Timestamp { start + .seconds(Int64(days) * 86_400) }

  /// Daily sessions as (before, after, tolerance), all experience.
  func after(_ said: [(Int?, Int?, Int?)], earlier: Int = 0, now: Int? = nil) -> Progression {
    let reports = said.enumerated().map { day, said in
      SessionReport(
        began: at(day), isExperience: true, painBefore: said.0, painAfter: said.1,
        tolerance: said.2)
    }
    return Progression(
      earlierSessions: earlier + said.count, reports: reports, pains: [], doctorKnows: nil,
      now: at(now ?? said.count))
  }

  func percent(_ progression: Progression, _ safetyClass: SafetyClass = .a) -> Int {
    Int((progression.amplitudeFactor(safetyClass) * 100).rounded())
  }

  @Test("the first three sessions are reduced to 50, 40 and 30 percent by class")
  func firstThree() {
    for count in 0..<3 {
      let progression = after(Array(repeating: (3, 2, 2), count: count))
      #expect(percent(progression) == 50)
      #expect(percent(progression, .b) == 40)
      #expect(percent(progression, .neck) == 30)
      #expect(progression.notes().first?.contains("Session \(count + 1) of the first 3") == true)
    }
  }

  @Test("then every session that was tolerated adds ten percent, up to the cap")
  func rising() {
    let levels = (3...10).map { percent(after(Array(repeating: (3, 3, 5), count: $0))) }
    #expect(levels == [60, 70, 80, 90, 100, 100, 100, 100])
    let neck = (3...11).map { percent(after(Array(repeating: (0, 0, nil), count: $0)), .neck) }
    #expect(neck == [40, 50, 60, 70, 80, 90, 100, 100, 100])
    let last = after(Array(repeating: (3, 3, 5), count: 12))
    for safetyClass in [SafetyClass.a, .b, .neck] { #expect(percent(last, safetyClass) == 100) }
  }

  @Test(
    "it does not rise where pain rose, was hard to bear, or nobody said",
    arguments: [(3, 4, 1), (3, 3, 7), (nil, 3, 1), (3, nil, 1), (nil, nil, nil)]
      as [(Int?, Int?, Int?)])
  func holding(said: (Int?, Int?, Int?)) {
    let good: [(Int?, Int?, Int?)] = Array(repeating: (3, 3, 1), count: 4)
    #expect(percent(after(good)) == 70)
    let held = after(good + [said])
    #expect(percent(held) == 70)
    #expect(held.last == .held)
  }

  @Test("pain up by two or more lowers the next session by 30 percent")
  func lowering() {
    let good: [(Int?, Int?, Int?)] = Array(repeating: (3, 3, 1), count: 7)
    let lowered = after(good + [(3, 5, 1)])
    #expect(percent(after(good)) == 100)
    #expect(percent(lowered) == 70)
    #expect(lowered.notes().first?.contains("Pain was up by 2 or more") == true)
    #expect(percent(after(good + [(3, 5, 1), (3, 3, 1)])) == 80)
    #expect(percent(after([(3, 6, 1)])) == 35)
    // No lower than a share that can still be felt, nor above what it was.
    #expect(percent(after(Array(repeating: (0, 9, 9), count: 20))) == 20)
    #expect(percent(after(Array(repeating: (0, 9, 9), count: 20)), .neck) == 20)
  }

  @Test("after a long break it begins gently again, and class C has nothing at any time")
  func memory() {
    let good: [(Int?, Int?, Int?)] = Array(repeating: (3, 3, 1), count: 9)
    #expect(percent(after(good, now: 60)) == 100)
    #expect(percent(after(good, now: 100)) == 50)
    #expect(after(good).amplitudeFactor(.c) == 0)
    #expect(Progression.unknown.amplitudeFactor(.c) == 0)
  }

  @Test(
    "nothing said ever raises the level above the cap or lowers it below the least",
    arguments: 0..<10)
  func bounds(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<30 {
      let said = (0..<Int.random(in: 0...40, using: &random)).map { _ -> (Int?, Int?, Int?) in
        func number() -> Int? {
          Bool.random(using: &random) ? Int.random(in: 0...10, using: &random) : nil
        }
        return (number(), number(), number())
      }
      for safetyClass in [SafetyClass.a, .b, .neck] {
        let factor = after(said).amplitudeFactor(safetyClass)
        #expect(factor <= 1 && factor >= 0.2, "\(said)")
        if said.count < 3 { #expect(factor <= Limits.firstSessionsFactor(safetyClass), "\(said)") }
      }
    }
  }
}

@Suite("Better within a few weeks")
struct PainCourseTests {
  let start = Timestamp(milliseconds: 1_800_000_000_000)

  func at(_ days: Int) -> Timestamp { start + .seconds(Int64(days) * 86_400) }

  func entries(_ pains: [(Int, Int)]) -> [PainEntry] {
    pains.map { PainEntry(at: at($0.0), pain: $0.1) }
  }

  @Test("H10: pain that stays is a reason for a doctor from day 14, and holds from day 28")
  func staying() {
    for day in [0, 7, 13] { #expect(judge((0...day).map { ($0, 5) }, now: day) == .unremarkable) }
    for day in [14, 20, 27] {
      guard case .warn = judge((0...day).map { ($0, 5) }, now: day) else {
        Issue.record("day \(day) does not warn")
        continue
      }
    }
    for day in [28, 40] {
      guard case .hold = judge((0...day).map { ($0, 5) }, now: day) else {
        Issue.record("day \(day) does not hold")
        continue
      }
    }
  }

  @Test("pain that eases, went away, or was not spoken of for weeks holds nothing")
  func easing() {
    #expect(judge((0...40).map { ($0, max(1, 7 - $0 / 7)) }, now: 40) == .unremarkable)
    #expect(
      judge((0...20).map { ($0, 5) } + [(21, 0)] + (22...30).map { ($0, 3) }, now: 30)
        == .unremarkable)
    #expect(judge([(0, 5), (20, 5)], now: 60) == .unremarkable)
    #expect(judge([(0, 5)], now: 20) == .unremarkable)
  }

  @Test("H10: saying that a doctor knows lets it go on for four weeks, with the advice")
  func doctor() {
    let pains = (0...70).map { ($0, 5) }
    let entries = entries(pains)
    func judge(_ now: Int, doctor: Int) -> PainCourse {
      PainCourse.judge(entries, doctorKnows: at(doctor), now: at(now))
    }
    guard case .warn = judge(31, doctor: 30), case .hold = judge(58, doctor: 30) else {
      Issue.record("\(judge(31, doctor: 30)), \(judge(58, doctor: 30))")
      return
    }
    // Before the pain began is about another one.
    guard case .hold = PainCourse.judge(entries, doctorKnows: at(-3), now: at(28)) else {
      Issue.record("an older word counts")
      return
    }
  }

  @Test("H10: while it holds, sessions stay as gentle as the first, whatever was reached")
  func holding() {
    let reports = (0..<40).map { day in
      SessionReport(
        began: at(day), isExperience: true, painBefore: 5, painAfter: 5, tolerance: 1)
    }
    func progression(_ doctor: Timestamp?) -> Progression {
      Progression(
        earlierSessions: 40, reports: reports, pains: entries((0..<40).map { ($0, 5) }),
        doctorKnows: doctor, now: at(40))
    }
    #expect(progression(nil).amplitudeFactor(.a) == 0.5)
    #expect(progression(nil).notes().contains { $0.contains("have a doctor look at it") })
    #expect(progression(at(39)).amplitudeFactor(.a) == 1)
  }

  private func judge(_ pains: [(Int, Int)], now: Int) -> PainCourse {
    PainCourse.judge(entries(pains), doctorKnows: nil, now: at(now))
  }
}

@Suite("The rules around a session")
struct ProgressionRulesTests {
  @Test("ship with a source and a standing on every number, question and piece of advice")
  func shipped() {
    let rules = ProgressionRules.standard
    let standing = /.+ \[[SVTCE]\]/
    for text
      in (rules.numbers.map(\.provenance) + rules.scales.map(\.provenance)
      + rules.advice.map(\.provenance) + rules.questions.map(\.provenance)).map(\.description)
    {
      #expect(text.wholeMatch(of: standing) != nil, "\(text)")
    }
    #expect(rules.painRise == 2)
    #expect(abs(rules.reduction - 0.3) < 1e-6)
    #expect(rules.warnAfter == .seconds(Int64(14 * 86_400)))
    #expect(rules.holdAfter == .seconds(Int64(28 * 86_400)))
    #expect(rules.iceLength == .seconds(Int64(600)))
  }

  @Test("a file without a source, a number or a unit is refused, naming what is wrong")
  func broken() {
    let good = String(decoding: PackageResources.progression_yaml, as: UTF8.self)
    for (old, new) in [
      ("source: [seed-001, limits]", "source: []"), ("source: [seed-001]", "source: [nobody]"),
      ("value: 30 %", "value: 30"), ("value: 14 days", "value: -1 days"),
      ("id: pain-rise", "id: pain-rises"), ("id: least", "id: step-up"),
      ("schema: tonus-progression/1", "schema: tonus-progression/2"),
    ] {
      #expect(good.contains(old))
      #expect(throws: QuestionnaireError.self, "\(new)") {
        try ProgressionRules(yaml: good.replacingOccurrences(of: old, with: new))
      }
    }
  }
}
