// SPDX-License-Identifier: Apache-2.0

import Anatomy
import Envelope
import Foundation
import Quantities
import Testing

@testable import Person

@Suite("The questions before a session")
struct ScreeningTests {
  let gate = ScreeningGate()
  let start = Timestamp(milliseconds: 1_800_000_000_000)

  func answers(yes: Set<String> = [], at given: Timestamp) -> [GivenAnswer] {
    gate.questionnaire.questions.map {
      GivenAnswer(question: $0.id, yes: yes.contains($0.id), given: given)
    }
  }

  func limits(_ verdict: ScreeningVerdict, _ zone: String) -> Float {
    verdict.restrictions.factor(ZoneID(zone))
  }

  @Test("H10: what may take a while begins only where the answers hold to its end")
  func lasting() throws {
    let given = answers(at: start)
    let end = start + .seconds(Int64(24 * 3600))
    let lasting = Interval.seconds(Int64(2700))
    let last = end - lasting - .milliseconds(1)
    guard case .passed(_, _, let until) = gate.screen(given, now: last, lasting: lasting) else {
      Issue.record("it may begin")
      return
    }
    #expect(until == end - lasting)
    #expect(
      gate.screen(given, now: until, lasting: lasting)
        == .open(gate.questionnaire.questions(.session)))
    #expect(gate.screen(given, now: until).permits)
    // A yes that refuses goes on refusing to its own end.
    let refusing = answers(yes: ["RF-1"], at: start)
    guard case .refused = gate.screen(refusing, now: until, lasting: lasting) else {
      Issue.record("it is refused")
      return
    }
  }

  @Test("H10: every question ships with text, advice, action, and a source for item and limits")
  func shipped() {
    for question in gate.questionnaire.questions {
      #expect(question.text.hasSuffix("?"), "\(question.id)")
      #expect(question.advice.count > 15, "\(question.id)")
      #expect(!question.item.sources.isEmpty, "\(question.id)")
      for limit in question.limits + (question.agreed ?? []) {
        #expect(!limit.provenance.sources.isEmpty && !limit.zones.isEmpty, "\(question.id)")
      }
    }
    #expect(gate.questionnaire.validity[.session] == Limits.answersValid)
    #expect(gate.questionnaire.validity[.health] == Limits.healthAnswersValid)
    #expect(gate.questionnaire.questions(.session).count <= 12, "nobody endures more")
  }

  @Test("H10: every row of the red flags and every contraindication is asked about")
  func covered() {
    let rows = (1...12).map { "RF-\($0)" }
    let items = [
      "deep-vein-thrombosis", "open-wound", "fracture", "bone-infection", "local-inflammation",
      "implanted-device", "pregnancy", "bleeding-disorder", "anticoagulants", "osteoporosis",
      "cancer", "uncontrolled-hypertension", "controlled-hypertension", "diabetes", "neuropathy",
      "altered-sensation", "sedation", "acute-injury", "recent-surgery", "varicose-veins",
      "spinal-deformity", "spondylolisthesis", "fusion", "hardware", "acute-organ-disease",
      "severe-organ-disease", "skin-infection", "unexplained-pain", "anaemia",
      "exhausting-exercise", "neck-symptoms", "vascular-disease", "connective-tissue-disorder",
      "epilepsy", "migraine", "under-18", "age-75",
    ]
    let covered = Set(gate.questionnaire.questions.flatMap(\.covers))
    for item in rows + items { #expect(covered.contains(item), "\(item) is not asked about") }
  }

  @Test("H10: without answers every question is open")
  func allOpen() {
    #expect(gate.screen([], now: start) == .open(gate.questionnaire.questions))
    #expect(!gate.screen([], now: start).permits)
  }

  @Test("H10: any pair of yeses has the graver action of the two")
  func everyPair() {
    let questions = gate.questionnaire.questions
    for a in questions {
      for b in questions {
        let verdict = gate.screen(answers(yes: [a.id, b.id], at: start), now: start)
        let actions: Set = [a.action, b.action]
        switch verdict {
        case .emergency: #expect(actions.contains(.emergency))
        case .refused: #expect(actions.contains(.refuse) && !actions.contains(.emergency))
        case .passed(let advice, let restrictions, _):
          #expect(actions.isDisjoint(with: [.emergency, .refuse]))
          #expect(restrictions.limits.isEmpty == !actions.contains(.reduce))
          #expect(advice.count == Set([a, b].filter { $0.action != .review }.map(\.id)).count)
        case .open: Issue.record("every question was answered")
        }
      }
    }
  }

  @Test("H10: answers before a session hold up to 24 hours, and not a millisecond longer")
  func expiry() {
    let given = answers(at: start)
    let end = start + .seconds(Int64(86_400))
    #expect(gate.screen(given, now: end - .milliseconds(1)).permits)
    #expect(gate.screen(given, now: end) == .open(gate.questionnaire.questions(.session)))
  }

  @Test("H10: answers about health hold up to 90 days, and not a millisecond longer")
  func healthExpiry() {
    let end = start + Limits.healthAnswersValid
    let health = answers(at: start).filter { gate.questionnaire[$0.question]?.scope == .health }
    let fresh = answers(at: end - .seconds(Int64(60))).filter {
      gate.questionnaire[$0.question]?.scope == .session
    }
    #expect(gate.screen(health + fresh, now: end - .milliseconds(1)).permits)
    #expect(gate.screen(health + fresh, now: end) == .open(gate.questionnaire.questions(.health)))
  }

  @Test("H10: a change of health opens the health questions, until they are answered after it")
  func review() {
    let later = start + .seconds(Int64(60))
    let changed = answers(at: start) + [GivenAnswer(question: "RF-15", yes: true, given: later)]
    #expect(gate.screen(changed, now: later) == .open(gate.questionnaire.questions(.health)))
    #expect(gate.screen(changed + answers(yes: ["RF-15"], at: later), now: later).permits)
  }

  @Test("H10: an answer from the future does not count")
  func future() {
    let given = answers(at: start + .milliseconds(1))
    #expect(gate.screen(given, now: start) == .open(gate.questionnaire.questions))
  }

  @Test("H10: one yes refuses also while other questions are open")
  func yesBeforeOpen() {
    let one = [GivenAnswer(question: "RF-3", yes: true, given: start)]
    guard case .emergency(let flags, _) = gate.screen(one, now: start) else {
      Issue.record("not an emergency")
      return
    }
    #expect(flags.map(\.id) == ["RF-3"])
  }

  @Test("the newest answer to a question counts")
  func newest() {
    let old = answers(yes: ["RF-1"], at: start)
    let new = answers(at: start + .seconds(Int64(60)))
    let now = start + .seconds(Int64(61))
    #expect(gate.screen(old + new, now: now).permits)
    #expect(gate.screen(new + old, now: now).permits)
  }

  @Test("H10: of two answers given at one moment the yes counts")
  func simultaneous() {
    let both = answers(at: start) + answers(yes: ["RF-2"], at: start)
    #expect(!gate.screen(both, now: start).permits)
    #expect(!gate.screen(both.reversed(), now: start).permits)
  }

  @Test("the answer that runs out first says until when they hold")
  func until() {
    var given = answers(at: start)
    given[2] = GivenAnswer(question: "RF-3", yes: false, given: start - .seconds(Int64(3600)))
    #expect(
      gate.screen(given, now: start)
        == .passed(advice: [], .none, until: start + .seconds(Int64(86_400 - 3600))))
  }

  @Test("H10: pregnancy turns abdomen, low back and pelvis off, whoever agrees")
  func pregnancy() throws {
    let yes = answers(yes: ["HC-3"], at: start)
    let agreement = GivenAgreement(
      question: "HC-3", clinician: "Midwife M.", date: "2027-01-10", recorded: start)
    for agreements in [[], [agreement]] {
      let verdict = gate.screen(yes, agreements: agreements, now: start)
      for zone in ["multifidus-lumbar", "gluteus-maximus", "piriformis", "quadratus-lumborum"] {
        #expect(limits(verdict, zone) == 0, "\(zone)")
      }
      #expect(limits(verdict, "rhomboids") == (agreements.isEmpty ? 0.5 : 1))
    }
  }

  @Test("H10: blood thinners need a clinician, then leave half of class A and nothing of B")
  func anticoagulants() {
    let yes = answers(yes: ["HC-4"], at: start)
    #expect(!gate.screen(yes, now: start).permits)
    let agreement = GivenAgreement(
      question: "HC-4", clinician: "Dr. A.", date: "2027-01-10", recorded: start)
    let verdict = gate.screen(yes, agreements: [agreement], now: start)
    #expect(verdict.permits)
    #expect(limits(verdict, "multifidus-lumbar") == 0.5)
    #expect(limits(verdict, "quadratus-lumborum") == 0)
    #expect(limits(verdict, "splenius") == 0)
    let old = gate.screen(
      yes, agreements: [agreement], now: start + Limits.agreementValid)
    #expect(!old.permits)
  }

  @Test("H10: age and thin bones leave half of class A, nothing of B and the neck")
  func age() {
    let verdict = gate.screen(answers(yes: ["HC-2"], at: start), now: start)
    for zone in Catalogue.standard.zones {
      let factor = verdict.restrictions.factor(zone.id)
      switch zone.effectiveClass {
      case .a: #expect(factor == 0.5)
      case .b, .neck: #expect(factor == 0)
      case .c: continue
      }
    }
  }

  @Test("H10: what concerns the neck turns the neck off and nothing else")
  func neck() {
    let verdict = gate.screen(answers(yes: ["HC-12"], at: start), now: start)
    #expect(limits(verdict, "splenius") == 0)
    #expect(limits(verdict, "trapezius-upper") == 0)
    #expect(limits(verdict, "multifidus-lumbar") == 1)
  }

  @Test("H10: no agreement lifts an absolute refusal")
  func absolute() {
    for question in gate.questionnaire.questions where question.agreed == nil {
      #expect(throws: AnswerError.self) {
        try gate.accept(agreement: question.id, clinician: "Dr. A.", date: "2027-01-10", at: start)
      }
      let forged = GivenAgreement(
        question: question.id, clinician: "Dr. A.", date: "2027-01-10", recorded: start)
      let yes = answers(yes: [question.id], at: start)
      #expect(
        gate.screen(yes, agreements: [forged], now: start) == gate.screen(yes, now: start))
    }
  }

  @Test(
    "an agreement needs a name and a day that still holds",
    arguments: [
      ("", "2027-01-10"), ("x", "2027-01-10"), ("Dr.\nA.", "2027-01-10"), ("Dr. A.", "2027-02-30"),
      ("Dr. A.", "2028-01-01"), ("Dr. A.", "2026-01-01"), ("Dr. A.", "yesterday"),
      ("--", "2027-01-10"),
    ])
  func badAgreement(name: String, date: String) {
    #expect(throws: AnswerError.self) {
      try gate.accept(agreement: "HC-4", clinician: name, date: date, at: start)
    }
  }

  @Test("partial, unknown and contradictory answers are refused as a whole")
  func accept() throws {
    let all = gate.questionnaire.questions.map { (question: $0.id, yes: false) }
    let session = gate.questionnaire.questions(.session).map { (question: $0.id, yes: false) }
    #expect(try gate.accept(all, at: start).count == all.count)
    #expect(try gate.accept(all + [all[0]], at: start).count == all.count)
    #expect(throws: AnswerError.incomplete(missing: ["RF-1"])) {
      try gate.accept(Array(all.dropFirst()), at: start)
    }
    #expect(throws: AnswerError.contradiction("RF-1")) {
      try gate.accept(all + [(question: "RF-1", yes: true)], at: start)
    }
    #expect(
      throws: AnswerError.unknownQuestion("RF-99", known: all.map(\.question))
    ) {
      try gate.accept(all + [(question: "RF-99", yes: false)], at: start)
    }
    #expect(throws: AnswerError.self) { try gate.accept([], at: start) }
    #expect(throws: AnswerError.self) { try gate.accept(session, at: start) }
    let earlier = answers(at: start)
    #expect(try gate.accept(session, earlier: earlier, at: start).count == session.count)
    let changed = session.map { (question: $0.question, yes: $0.question == "RF-15") }
    #expect(throws: AnswerError.self) {
      try gate.accept(changed, earlier: earlier, at: start + .seconds(Int64(1)))
    }
  }

  @Test("H10: an emergency is taken also alone, so that nobody is asked on")
  func emergencyAlone() throws {
    let taken = try gate.accept([("RF-1", false), ("RF-3", true)], at: start)
    #expect(taken.count == 2)
    guard case .emergency = gate.screen(taken, now: start) else {
      Issue.record("not an emergency")
      return
    }
  }
}
