// SPDX-License-Identifier: Apache-2.0

/// Collects compiled formulas in one flat array; equal ones lie there once.
struct FormulaAssembler {
  private(set) var instructions: [FormulaInstruction] = []
  private var known: [[FormulaInstruction]: FormulaCode] = [:]

  /// The code of a formula that was checked.
  ///
  /// - Parameter parameter: the instruction that stands for a parameter: its value, or its number.
  mutating func assemble(
    _ formula: Formula, parameter: (String) -> FormulaInstruction
  ) -> FormulaCode {
    add(
      formula.terms.map { term in
        switch term.operation {
        case .number(let value): FormulaInstruction(.constant, value: value)
        case .quantity(let quantity):
          FormulaInstruction(.constant, value: quantity.standardValue)
        case .parameter(let name): parameter(name)
        case .time: FormulaInstruction(.time)
        case .negate: FormulaInstruction(.negate)
        case .add: FormulaInstruction(.add)
        case .subtract: FormulaInstruction(.subtract)
        case .multiply: FormulaInstruction(.multiply)
        case .divide: FormulaInstruction(.divide)
        case .sine: FormulaInstruction(.sine)
        case .triangle: FormulaInstruction(.triangle)
        case .square: FormulaInstruction(.square)
        case .noise: FormulaInstruction(.noise)
        case .minimum: FormulaInstruction(.minimum)
        case .maximum: FormulaInstruction(.maximum)
        }
      })
  }

  private mutating func add(_ new: [FormulaInstruction]) -> FormulaCode {
    if let code = known[new] { return code }
    let code = FormulaCode(first: Int32(instructions.count), count: Int32(new.count))
    instructions += new
    known[new] = code
    return code
  }
}
