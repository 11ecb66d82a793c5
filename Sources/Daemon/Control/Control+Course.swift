// SPDX-License-Identifier: Apache-2.0
import ControlAPI
import Envelope
import Ledger
import Person
import Quantities

extension Control.Course {
  init(
    _ progression: Progression, locks: [ZoneLock], iceToday: Int,
    daily: LedgerStore.DailyCourse, now: Timestamp
  ) {
    let (rules, questions) = (ProgressionRules.standard, DailyLifeRules.standard)
    func percent(_ factor: Float) -> Int { Int((factor * 100).rounded()) }
    func sourced(_ advice: ProgressionRules.Advice) -> Control.Sourced {
      Control.Sourced(
        id: advice.id, value: "", text: advice.text, source: advice.provenance.description)
    }
    func sourced(_ number: ProgressionRules.Number) -> Control.Sourced {
      Control.Sourced(
        id: number.id, value: number.value, text: number.text,
        source: number.provenance.description)
    }
    self.init(
      sessions: progression.earlierSessions, percentA: percent(progression.amplitudeFactor(.a)),
      percentB: percent(progression.amplitudeFactor(.b)),
      percentNeck: percent(progression.amplitudeFactor(.neck)), last: progression.last.rawValue,
      notes: progression.notes() + Self.due(daily, at: now, questions),
      locks: locks.map { Control.ZoneLock($0) }, iceToday: iceToday,
      scales: (rules.scales + [questions.scale]).map {
        Control.Scale(
          id: $0.id, text: $0.text, low: $0.low, high: $0.high, source: $0.provenance.description)
      },
      questions: (rules.questions + questions.habits).map(sourced),
      rules: (rules.numbers + questions.numbers).map(sourced),
      advice: rules.advice.map(sourced),
      daily: questions.activities.map { Control.DailyActivity($0, daily) },
      sittingHours: daily.now.sittingHours, work: daily.now.work)
  }

  private static func due(
    _ daily: LedgerStore.DailyCourse, at now: Timestamp, _ rules: DailyLifeRules
  ) -> [String] {
    guard let saidAt = daily.saidAt, daily.isDue(at: now) else { return [] }
    let days = (now - saidAt).milliseconds / 86_400_000
    return [
      "\(days) days ago you said how daily life goes; say it again with 'tonus diary daily', to compare."
    ]
  }
}

extension Control.DailyActivity {
  init(_ activity: ProgressionRules.Advice, _ course: LedgerStore.DailyCourse) {
    self.init(
      id: activity.id, text: activity.text, source: activity.provenance.description)
    guard let first = course.first[activity.id], let last = course.last[activity.id] else { return }
    self.first = first.ability
    firstAt = first.at.rfc3339
    self.last = last.ability
    lastAt = last.at.rfc3339
    change = DailyChange(from: first.ability, to: last.ability).rawValue
  }
}
