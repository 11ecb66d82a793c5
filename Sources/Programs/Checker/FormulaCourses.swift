// SPDX-License-Identifier: Apache-2.0

/// What formulas without parameters give in the course of a step.
///
/// Waves that share a formula are bounded and looked at once.
struct FormulaCourses {
  private struct Key: Hashable {
    let formula: FormulaCode
    let seconds: Double
    let parts: Int
  }

  private var ranges: [Key: [ValueRange]] = [:]
  private var values: [Key: [Double]] = [:]

  /// Everything it may give in each part of so many seconds.
  mutating func ranges(
    of formula: FormulaCode, seconds: Double, parts: Int, in code: [FormulaInstruction]
  ) -> [ValueRange] {
    let key = Key(formula: formula, seconds: seconds, parts: parts)
    if let known = ranges[key] { return known }
    let found = formula.ranges(
      over: ValueRange(0, seconds), parts: parts, in: code.span, parameters: Span())
    ranges[key] = found
    return found
  }

  /// Its values at the beginning of each part, and at the end of the last.
  mutating func values(
    of formula: FormulaCode, seconds: Double, parts: Int, in code: [FormulaInstruction]
  ) -> [Double] {
    let key = Key(formula: formula, seconds: seconds, parts: parts)
    if let known = values[key] { return known }
    let found = (0...parts).map { part in
      formula.value(
        at: seconds * Double(part) / Double(parts), in: code.span, parameters: Span())
    }
    values[key] = found
    return found
  }
}
