// SPDX-License-Identifier: Apache-2.0

import Envelope
import Foundation
import Quantities
import Testing

@testable import Person

@Suite("The questions before a session")
struct RedFlagTests {
  let gate = RedFlagGate()
  let start = Timestamp(milliseconds: 1_800_000_000_000)

  func answers(yes: Set<String>, at given: Timestamp) -> [GivenAnswer] {
    gate.questionnaire.flags.map {
      GivenAnswer(question: $0.id, yes: yes.contains($0.id), given: given)
    }
  }

  @Test("H10: the five seed red flags ship, each with text, advice, action and sources")
  func shipped() throws {
    let flags = gate.questionnaire.flags
    #expect(flags.map(\.id) == ["RF-1", "RF-2", "RF-3", "RF-4", "RF-5"])
    #expect(flags.map(\.action) == [.refuse, .refuse, .emergency, .emergency, .warn])
    for flag in flags {
      #expect(flag.text.hasSuffix("?"))
      #expect(flag.advice.count > 40)
      #expect(!flag.sources.isEmpty)
      #expect(flag.provenance.contains("["))
    }
    #expect(gate.questionnaire.validity == Limits.answersValid)
  }

  @Test("H10: without answers every question is open")
  func allOpen() {
    #expect(gate.screen([], now: start) == .open(gate.questionnaire.flags))
    #expect(!gate.screen([], now: start).permits)
  }

  @Test("H10: any set of answers passes exactly when RF-1 to RF-4 are all no")
  func everyCombination() {
    let ids = gate.questionnaire.flags.map(\.id)
    for mask in 0..<(1 << ids.count) {
      let yes = Set(ids.indices.filter { mask & (1 << $0) != 0 }.map { ids[$0] })
      let verdict = gate.screen(answers(yes: yes, at: start), now: start)
      #expect(verdict.permits == yes.isSubset(of: ["RF-5"]))
      switch verdict {
      case .emergency(let flags, _): #expect(!flags.filter { yes.contains($0.id) }.isEmpty)
      case .refused: #expect(yes.isDisjoint(with: ["RF-3", "RF-4"]))
      case .passed(let warnings, _): #expect(warnings.map(\.id) == (yes.isEmpty ? [] : ["RF-5"]))
      case .open: Issue.record("every question was answered")
      }
    }
  }

  @Test("H10: answers hold up to 24 hours, and not a millisecond longer")
  func expiry() {
    let given = answers(yes: [], at: start)
    let end = start + .seconds(Int64(86_400))
    #expect(gate.screen(given, now: end - .milliseconds(1)).permits)
    #expect(gate.screen(given, now: end) == .open(gate.questionnaire.flags))
  }

  @Test("H10: an answer from the future does not count")
  func future() {
    let given = answers(yes: [], at: start + .milliseconds(1))
    #expect(gate.screen(given, now: start) == .open(gate.questionnaire.flags))
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
    let new = answers(yes: [], at: start + .seconds(Int64(60)))
    let now = start + .seconds(Int64(61))
    #expect(gate.screen(old + new, now: now).permits)
    #expect(gate.screen(new + old, now: now).permits)
  }

  @Test("H10: of two answers given at one moment the yes counts")
  func simultaneous() {
    let both = answers(yes: [], at: start) + answers(yes: ["RF-2"], at: start)
    #expect(!gate.screen(both, now: start).permits)
    #expect(!gate.screen(both.reversed(), now: start).permits)
  }

  @Test("the earliest answer says until when they hold")
  func until() {
    var given = answers(yes: [], at: start)
    given[2] = GivenAnswer(question: "RF-3", yes: false, given: start - .seconds(Int64(3600)))
    #expect(
      gate.screen(given, now: start)
        == .passed(warnings: [], until: start + .seconds(Int64(86_400 - 3600))))
  }

  @Test("partial, unknown and contradictory answers are refused as a whole")
  func accept() throws {
    let all = gate.questionnaire.flags.map { (question: $0.id, yes: false) }
    #expect(try gate.accept(all, at: start).count == 5)
    #expect(try gate.accept(all + [all[0]], at: start).count == 5)
    #expect(throws: AnswerError.incomplete(missing: ["RF-1"])) {
      try gate.accept(Array(all.dropFirst()), at: start)
    }
    #expect(throws: AnswerError.contradiction("RF-1")) {
      try gate.accept(all + [(question: "RF-1", yes: true)], at: start)
    }
    #expect(
      throws: AnswerError.unknownQuestion("RF-9", known: ["RF-1", "RF-2", "RF-3", "RF-4", "RF-5"])
    ) {
      try gate.accept(all + [(question: "RF-9", yes: false)], at: start)
    }
  }

  @Test(
    "a file of questions without sources, ids twice or too long a validity is refused",
    arguments: [
      ("source: [s]", "source: []", QuestionnaireError.unsourced("Q")),
      ("source: [s]", "source: [t]", .unknownSource("Q", "t")),
      (
        "valid: 24 h", "valid: 25 h",
        .unreadable("answers valid for '25 h', expected 1 h to 24 h")
      ),
      (
        "tonus-red-flags/1", "tonus-red-flags/9",
        .unreadable("schema 'tonus-red-flags/9' is not 'tonus-red-flags/1'")
      ),
    ])
  func badFile(find: String, replacement: String, error: QuestionnaireError) {
    let good = """
      schema: tonus-red-flags/1
      title: T
      answers: { valid: 24 h, source: x, standing: E }
      sources: { s: S }
      questions:
        - { id: Q, text: A?, action: warn, advice: B, source: [s], standing: { item: S, action: E } }
      """
    #expect(throws: Never.self) { try Questionnaire(yaml: good) }
    let range = good.range(of: find)
    #expect(range != nil)
    guard let range else { return }
    #expect(throws: error) {
      try Questionnaire(yaml: good.replacingCharacters(in: range, with: replacement))
    }
  }
}

@Suite("Light first, then more")
struct ProgressionTests {
  @Test("the first three sessions are reduced to 50, 40 and 30 percent by class")
  func firstThree() {
    for earlier in 0..<3 {
      #expect(Progression.amplitudeFactor(earlierSessions: earlier, .a) == 0.5)
      #expect(Progression.amplitudeFactor(earlierSessions: earlier, .b) == 0.4)
      #expect(Progression.amplitudeFactor(earlierSessions: earlier, .neck) == 0.3)
      #expect(Progression.note(earlierSessions: earlier) != nil)
    }
    for safetyClass in [SafetyClass.a, .b, .neck] {
      #expect(Progression.amplitudeFactor(earlierSessions: 3, safetyClass) == 1)
    }
    #expect(Progression.note(earlierSessions: 3) == nil)
  }

  @Test("class C has nothing at any time")
  func locked() {
    for earlier in [0, 3, 1000] {
      #expect(Progression.amplitudeFactor(earlierSessions: earlier, .c) == 0)
    }
  }
}
