// SPDX-License-Identifier: Apache-2.0
import Foundation
import Randomness
import Testing

@testable import Programs

@Suite("Formulas") struct FormulaTests {
  static let place = SourceRange(line: 3, column: 10, length: 1)

  static func read(_ text: String) -> Result<Formula, Problem> { Formula.read(text, place) }

  /// The value at a time, without parameters.
  static func value(_ text: String, at time: Double = 0) throws -> Double {
    let formula = try read(text).get()
    _ = try formula.dimension([:], timeAllowed: true).get()
    var assembler = FormulaAssembler()
    let code = assembler.assemble(formula) { _ in FormulaInstruction(.constant) }
    return code.value(at: time, in: assembler.instructions.span, parameters: Span())
  }

  @Test(
    "are computed as they are written",
    arguments: [
      ("1 + 2 * 3", 7.0), ("(1 + 2) * 3", 9), ("10 / 4 / 5", 0.5), ("7 - 2 - 1", 4), ("-3 + 5", 2),
      ("2 * -3", -6), ("min(3, 1, 2)", 1), ("max(3 mm, 1 mm)", 3), ("clamp(7, 1, 5)", 5),
      ("clamp(-7, 1, 5)", 1), ("0.5 Hz * 4 s", 2), ("2 min / 1 s", 120), ("250 ms / 1 s", 0.25),
      ("1 / 2 s", 0.5), ("60 % / 1 %", 60), ("2 × 3 ÷ 4 − 1 · 1", 0.5), ("square(0)", 1),
      ("square(pi)", -1), ("square(-0.1)", -1), ("triangle(pi / 2)", 1), ("triangle(0)", 0),
      ("triangle(3 * pi / 2)", -1), ("sin(0)", 0), ("((((((1))))))", 1),
    ])
  func arithmetic(text: String, value: Double) throws {
    #expect(try Self.value(text) == value)
  }

  @Test("know the time in the step")
  func time() throws {
    #expect(try Self.value("t / 1 s", at: 2.5) == 2.5)
    #expect(try Self.value("1 mm * sin(2 * pi * 0.25 Hz * t)", at: 1) == 1)
    #expect(try Self.value("noise(7)", at: 3.25) == Self.value("noise(7, t / 1 s)", at: 3.25))
    #expect(try Self.value("noise(7)", at: 3.25) != Self.value("noise(8)", at: 3.25))
  }

  @Test("the functions keep to what they promise")
  func functions() {
    var random = SplitMix64(seed: 11)
    for _ in 0..<20_000 {
      let x = Double.random(in: -1e4...1e4, using: &random)
      #expect(abs(Waveform.sine(x) - sin(x)) < 1e-11)
      #expect(abs(Waveform.triangle(x)) <= 1)
      let before = Waveform.noise(seed: 3, place: x)
      #expect(abs(before) <= 1)
      // No jumps: the curve is at most three times as steep as the way between two values.
      #expect(abs(Waveform.noise(seed: 3, place: x + 1e-6) - before) < 4e-6)
    }
    for x in [1e16, -1e300, .infinity, -.infinity, .nan] {
      #expect(!(abs(Waveform.sine(x)) > 1))
      #expect(Waveform.noise(seed: x, place: x) == 0)
    }
  }

  @Test("what is no number is not hidden by a limit")
  func nonsense() throws {
    #expect(try Self.value("clamp(0 / 0, 1, 2)").isNaN)
    #expect(try Self.value("max(1, min(2, 0 / 0))").isNaN)
    #expect(try Self.value("1 / 0") == .infinity)
  }

  @Test(
    "that are none are told where",
    arguments: [
      ("", ProblemCode.expression, 10), ("1 +", .expression, 12), ("1 2", .expression, 12),
      ("(1", .expression, 11), ("sin()", .expression, 14), ("sin(1, 2)", .expression, 17),
      ("cos(1)", .expression, 10), ("1 + sinus(2)", .expression, 14), ("min(1)", .expression, 10),
      ("clamp(1, 2)", .expression, 10), ("1..2", .notANumber, 10), ("3 furlongs", .unknownUnit, 12),
      ("3 t", .unknownUnit, 12), ("$", .unknownParameter, 10), ("1 + $nix", .unknownParameter, 14),
      ("1 mm + 2 %", .wrongUnit, 10), ("2 * (1 s + 1 Hz)", .wrongUnit, 15),
      ("sin(1 s)", .wrongUnit, 10), ("min(1 mm, 1)", .wrongUnit, 10),
      ("noise(1 s)", .wrongUnit, 10),
      ("1e3", .unknownUnit, 11), ("a", .expression, 10), ("1,5", .expression, 11),
    ])
  func refused(text: String, code: ProblemCode, column: Int) {
    let result = Self.read(text).flatMap { $0.dimension(["work": .frequency], timeAllowed: true) }
    guard case .failure(let problem) = result else {
      Issue.record("'\(text)' passed")
      return
    }
    #expect(problem.code == code, "\(problem)")
    #expect(problem.range?.column == column, "\(problem)")
    #expect(problem.range?.line == 3)
  }

  @Test("long, deep and wide ones end with a problem, never with a crash")
  func monsters() {
    let deep = String(repeating: "(", count: 400) + "1" + String(repeating: ")", count: 400)
    let wide = String(repeating: "1 + (", count: 25) + "1" + String(repeating: ")", count: 25)
    let long = "1" + String(repeating: " + 1", count: 400)
    for text in [deep, wide, long, String(repeating: "-", count: 900)] {
      let result = Self.read(text).flatMap { $0.dimension([:], timeAllowed: true) }
      #expect(throws: Problem.self) { try result.get() }
    }
  }

  @Test("dimensions multiply and cancel")
  func dimensions() throws {
    let known: [String: FormulaDimension] = ["depth": .share, "beat": .frequency]
    func dimension(_ text: String) throws -> FormulaDimension {
      try Self.read(text).flatMap { $0.dimension(known, timeAllowed: true) }.get()
    }
    #expect(try dimension("$depth * sin(2 * pi * $beat * t)") == .share)
    #expect(try dimension("1 / t") == .frequency)
    #expect(try dimension("2 g * 1 mm / 2 mm") == .acceleration)
    #expect("\(try dimension("1 mm * 1 s"))" == "mm·s")
    let problem = try #require(throws: Problem.self) { try dimension("$depth-1") }
    #expect(problem.hint == "Write blanks around the minus: '$depth - …'.")
  }

  @Test("no text of any kind crashes the reader")
  func fuzz() {
    var random = SplitMix64(seed: 5)
    let pieces = [
      "1", "2.5", " mm", " Hz", " %", "t", "$a", "(", ")", "+", "-", "*", "/", "sin(", "noise(",
      ",",
      "min(", "clamp(", "pi", " ", "é", "\u{0}", "square(", "triangle(", "$", "0 s",
    ]
    for _ in 0..<5000 {
      let text = (0..<Int.random(in: 0...12, using: &random))
        .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined()
      guard let formula = try? Self.read(text).get(),
        (try? formula.dimension(["a": .plain], timeAllowed: true).get()) != nil
      else { continue }
      var assembler = FormulaAssembler()
      let code = assembler.assemble(formula) { _ in FormulaInstruction(.constant, value: 2) }
      _ = code.value(at: 1, in: assembler.instructions.span, parameters: Span())
    }
  }
}
