// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Foundation
import Programs
import Testing

/// What each construct of the language is read as.
@Suite("The language") struct LanguageTests {
  private func step(_ text: String) throws -> Step {
    let program = "tonus: 1\ntitle: T\nsteps:\n  - \(text)\n"
    return try ProgramParser.parse(program).mapError { problems in
      Issue.record("\(problems.rendered(source: program, name: "step"))")
      return problems
    }.get().steps[0].value
  }

  private func quantity(_ amount: Located<Amount>?) -> String? {
    guard case .quantity(let quantity) = amount?.value else { return nil }
    return "\(quantity)"
  }

  @Test("a program of every step is read whole")
  func whole() throws {
    let url = ProgramVectorTests.folder.appending(
      path: "../../../Tests/Fuzz/Corpora/program/every-step.yaml")
    let text = try String(contentsOf: url.standardizedFileURL, encoding: .utf8)
    let program = try ProgramParser.parse(text).get()
    #expect(program.steps.count == 11)
    #expect(program.parameters.map(\.initial.value.description) == ["30 Hz", "0.2 mm", "2", "7"])
    #expect(program.reactions.whileContact?.line == 14)
    #expect(quantity(program.reactions.forceLimit) == "30 N")
    #expect(program.reactions.pain?.value == PainReaction(threshold: 7, softenPercent: 50))
  }

  @Test("a sweep goes there and back, once unless said")
  func sweep() throws {
    guard
      case .sweep(let sweep) = try step(
        "sweep: {frequency: 20 Hz to 40 Hz, amplitude: 10 % to 50 %, times: 3, for: 30 s}"),
      case .sweep(let single) = try step(
        "sweep: {frequency: $low to 40 Hz, amplitude: 50 %, for: 30 s}")
    else { throw Missing() }
    #expect(quantity(sweep.times) == "3")
    #expect(quantity(sweep.drive.frequency.start) == "20 Hz")
    #expect(quantity(sweep.drive.frequency.end) == "40 Hz")
    #expect(quantity(sweep.drive.amplitude.end) == "50 %")
    #expect(single.times == nil)
    #expect(single.drive.frequency.start.value == .parameter("low"))
  }

  @Test("a pulse has its beat and its gap")
  func pulse() throws {
    guard
      case .pulse(let pulse) = try step(
        "pulse: {frequency: 30 Hz, amplitude: 2 g, beat: 500 ms, gap: 1.5 s, for: 1 min}")
    else { throw Missing() }
    #expect(quantity(pulse.beat) == "500 ms")
    #expect(quantity(pulse.gap) == "1.5 s")
    #expect(quantity(pulse.drive.amplitude.start) == "2 g")
    #expect(quantity(pulse.drive.duration) == "1 min")
  }

  @Test(
    "what computes is an expression, and what does not is none",
    arguments: [
      ("30 Hz", false), ("$work", false), ("$work-fast", false), ("$work + 5 Hz", true),
      ("$work * 2", true), ("(30 Hz)", true), ("max(20 Hz, $work)", true), ("40 Hz - $work", true),
      ("40 Hz − 5 Hz", true), ("30 Hz+5 Hz", true), ("1 / 2 s", true), ("2 × 20 Hz", true),
    ])
  func expressions(text: String, expected: Bool) throws {
    guard
      case .wave(let wave) = try step("wave: {frequency: \"\(text)\", amplitude: 1 mm, for: 1 s}")
    else { throw Missing() }
    guard case .expression(let formula) = wave.frequency.start.value else {
      return #expect(!expected)
    }
    #expect(expected)
    #expect(formula.text == text)
    // Where it stands, for the problems found in it later.
    #expect(formula.range.line == 4 && formula.range.column == 24)
  }

  @Test("a question has branches that go forward")
  func ask() throws {
    guard
      case .ask(let ask) = try step(
        "ask: {text: Well?, answers: {0-3: [{rest: 1 s}], 4: continue, 5-10: stop}, otherwise: stop}"
      )
    else { throw Missing() }
    #expect(ask.answers.map(\.lowest) == [0, 4, 5])
    #expect(ask.answers.map(\.highest) == [3, 4, 10])
    #expect(ask.answers.dropFirst().map(\.branch) == [.goOn, .stop])
    guard case .steps(let steps) = ask.answers[0].branch else { throw Missing() }
    #expect(steps.count == 1)
    #expect(ask.otherwise == .stop)
    guard case .ask(let bare) = try step("ask: {text: Well?}") else { throw Missing() }
    #expect(bare.answers.isEmpty && bare.otherwise == nil && bare.wait == nil)
  }

  @Test("several actuators drive together")
  func together() throws {
    guard
      case .together(let together) = try step(
        """
        together: {for: 10 s, profile: deep, drives: [
              {actuator: 1, frequency: 30 Hz, amplitude: 10 % to 20 %},
              {actuator: 0, frequency: 30 Hz + 1 Hz * sin(t * 1 Hz), amplitude: 1 mm}]}
        """)
    else { throw Missing() }
    #expect(together.drives.map(\.actuator.value) == [1, 0])
    #expect(quantity(together.drives[0].amplitude.end) == "20 %")
    guard case .expression = together.drives[1].frequency.start.value else { throw Missing() }
    #expect(together.place.profile?.value == .deep)
  }

  @Test("a used program is found from the folder of the one that uses it")
  func use() throws {
    let part = "tonus: 1\ntitle: P\nparameters: {work: {default: 30 Hz}}\nsteps: [{rest: 1 s}]\n"
    let middle = "tonus: 1\ntitle: M\nsteps: [{use: {program: ../c.yaml, with: {work: 30 Hz}}}]\n"
    let main = "tonus: 1\ntitle: T\nsteps: [{use: {program: ./a/b.yaml}}]\n"
    let program = try ProgramParser.parse(
      ProgramBundle(main: "m.yaml", files: ["m.yaml": main, "a/b.yaml": middle, "c.yaml": part])
    ).get()
    guard case .use(let use) = program.steps[0].value else { throw Missing() }
    #expect(use.path == "a/b.yaml")
    #expect(program.library.keys.sorted() == ["a/b.yaml", "c.yaml"])
    guard case .use(let inner) = program.library["a/b.yaml"]?.steps[0].value else {
      throw Missing()
    }
    #expect(inner.path == "c.yaml")
    #expect(inner.arguments.map(\.name.value) == ["work"])
  }

  @Test("a step's reactions are its own")
  func reactions() throws {
    guard
      case .hold(let hold) = try step(
        "hold: {frequency: 30 Hz, amplitude: 1 mm, for: 1 s, while: contact, limit: force $most, on: {pain >= 10: soften 100 %}}"
      )
    else { throw Missing() }
    #expect(hold.reactions.whileContact != nil)
    #expect(hold.reactions.forceLimit?.value == .parameter("most"))
    #expect(hold.reactions.pain?.value == PainReaction(threshold: 10, softenPercent: 100))
  }

  private struct Missing: Error {}
}
