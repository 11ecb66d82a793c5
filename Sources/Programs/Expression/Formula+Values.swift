// SPDX-License-Identifier: Apache-2.0

extension Formula {
  /// The most terms a formula may have once the formulas of parameters stand in their places.
  static let mostTerms = 2000

  /// A formula that is one quantity.
  init(_ quantity: Quantity, _ range: SourceRange) {
    self.init(.quantity(quantity), text: "\(quantity)", range: range)
  }

  /// A formula that is one parameter.
  init(parameter name: String, _ range: SourceRange) {
    self.init(.parameter(name), text: "$\(name)", range: range)
  }

  /// The formula with other formulas in the places of parameters; nil when it grows too large.
  func substituting(_ formulas: [String: Formula]) -> Formula? {
    var all: [FormulaTerm] = []
    for term in terms {
      if case .parameter(let name) = term.operation, let formula = formulas[name] {
        all += formula.terms
      } else {
        all.append(term)
      }
      guard all.count <= Self.mostTerms else { return nil }
    }
    return Formula(text: text, range: range, terms: all)
  }

  /// The value at the beginning of a step, in standard units.
  func value(_ values: [String: Quantity]) -> Double {
    var assembler = FormulaAssembler()
    let code = assembler.assemble(self) {
      FormulaInstruction(.constant, value: values[$0]?.standardValue ?? .nan)
    }
    return code.value(at: 0, in: assembler.instructions.span, parameters: Span())
  }

  /// From one formula to another over a time, both of one dimension.
  static func line(from start: Formula, to end: Formula, over time: Formula) -> Formula {
    guard start.terms != end.terms else { return start }
    let range = start.range
    func term(_ operation: FormulaTerm.Operation) -> FormulaTerm { FormulaTerm(operation, range) }
    let rise = end.terms + start.terms + [term(.subtract)]
    let share = [term(.time)] + time.terms + [term(.divide)]
    return Formula(
      text: "\(start.text) to \(end.text)", range: range,
      terms: start.terms + rise + share + [term(.multiply), term(.add)])
  }

  /// Whether whole parameters give whole values: only whole numbers, added and multiplied.
  var isWhole: Bool {
    terms.allSatisfy { term in
      switch term.operation {
      case .number(let value): value == value.rounded()
      case .quantity(let quantity): quantity.value == quantity.value.rounded()
      case .parameter, .negate, .add, .subtract, .multiply, .minimum, .maximum: true
      case .time, .divide, .sine, .triangle, .square, .noise: false
      }
    }
  }
}
