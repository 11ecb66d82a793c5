// SPDX-License-Identifier: Apache-2.0
import Randomness
import Testing

@testable import Programs

@Suite("Formulas over ranges") struct FormulaRangeTests {
  /// A random formula of plain numbers with one parameter.
  static func text(_ depth: Int, _ random: inout SplitMix64) -> String {
    let leaves = [
      "t / 1 s", "$a", "\(Int.random(in: 0...9, using: &random))", "0.3", "pi", "noise(5)",
    ]
    guard depth > 0 else { return leaves[Int.random(in: 0..<leaves.count, using: &random)] }
    let x = text(depth - 1, &random)
    let y = text(depth - 1, &random)
    switch Int.random(in: 0..<11, using: &random) {
    case 0: return "(\(x) + \(y))"
    case 1: return "(\(x) - \(y))"
    case 2: return "(\(x) * \(y))"
    case 3: return "(\(x) / \(y))"
    case 4: return "sin(\(x))"
    case 5: return "triangle(\(x))"
    case 6: return "square(\(x))"
    case 7: return "noise(\(Int.random(in: 0...99, using: &random)), \(x))"
    case 8: return "min(\(x), \(y))"
    case 9: return "max(\(x), \(y))"
    default: return "clamp(\(x), -\(y), \(y))"
    }
  }

  @Test("H12: a range holds every value that the runtime computes", arguments: 0..<20)
  func holds(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed) &* 104_729)
    var bounded = 0
    for _ in 0..<150 {
      let text = Self.text(Int.random(in: 1...3, using: &random), &random)
      guard let formula = try? FormulaTests.read(text).get(),
        (try? formula.dimension(["a": .plain], timeAllowed: true).get()) == .plain
      else { continue }
      var assembler = FormulaAssembler()
      let code = assembler.assemble(formula) { _ in FormulaInstruction(.parameter) }
      let width = [0, 1e-6, 0.1, 3, 50][Int.random(in: 0..<5, using: &random)]
      let from = Double.random(in: 0...100, using: &random)
      let times = ValueRange(from, from + width)
      let low = Double.random(in: -20...20, using: &random)
      let parameter = ValueRange(low, low + Double.random(in: 0...width, using: &random))
      let range = code.range(
        over: times, in: assembler.instructions.span, parameters: [parameter].span)
      if range.width < .infinity { bounded += 1 }
      for sample in 0..<60 {
        let t =
          sample == 0
          ? times.low
          : sample == 1 ? times.high : .random(in: times.low...times.high, using: &random)
        let a =
          sample == 0
          ? parameter.low
          : sample == 1
            ? parameter.high : .random(in: parameter.low...parameter.high, using: &random)
        let value = code.value(at: t, in: assembler.instructions.span, parameters: [a].span)
        let holds = range.contains(value) || (value.isNaN && range == .whole)
        #expect(holds, "\(text) at \(t), \(a): \(value) not in \(range), seed \(seed)")
      }
    }
    #expect(bounded > 50, "\(bounded)")
  }

  @Test("a range of little time is little wider than what happens in it")
  func tight() throws {
    let formula = try FormulaTests.read("sin(t / 1 s) * triangle(t / 2 s)").get()
    var assembler = FormulaAssembler()
    let code = assembler.assemble(formula) { _ in FormulaInstruction(.constant) }
    for start in stride(from: 0.0, to: 20, by: 0.37) {
      let range = code.range(
        over: ValueRange(start, start + 1e-4), in: assembler.instructions.span,
        parameters: Span())
      #expect(range.width < 1e-3)
    }
  }

  @Test("ends that are no numbers and division by what may be zero leave nothing known")
  func unknown() {
    #expect(ValueRange(.nan, 1) == .whole)
    #expect(ValueRange(1) / ValueRange(-1, 1) == .whole)
    #expect(ValueRange(0) * .whole == .whole)
    #expect(ValueRange(0, 10).square == ValueRange(-1, 1))
    #expect(ValueRange(0.1, 3).square == ValueRange(1))
  }
}
