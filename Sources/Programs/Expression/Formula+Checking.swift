// SPDX-License-Identifier: Apache-2.0
import Anatomy

extension Formula {
  /// What the value measures, or the first thing that does not fit.
  ///
  /// - Parameters:
  ///   - parameters: what each parameter measures.
  ///   - timeAllowed: whether `t` means anything here.
  public func dimension(
    _ parameters: [String: FormulaDimension], timeAllowed: Bool
  ) -> Result<FormulaDimension, Problem> {
    do throws(Problem) {
      return .success(try measured(parameters, timeAllowed))
    } catch {
      return .failure(error)
    }
  }

  private func measured(_ parameters: [String: FormulaDimension], _ timeAllowed: Bool)
    throws(Problem) -> FormulaDimension
  {
    var stack: [FormulaDimension] = []
    stack.reserveCapacity(FormulaCode.deepestStack)
    for term in terms {
      stack.append(try measured(term, &stack, parameters, timeAllowed))
      guard stack.count <= FormulaCode.deepestStack else {
        throw Problem(
          .expression, range,
          "the expression holds more than \(FormulaCode.deepestStack) values at once",
          hint: "Take a part of it out.")
      }
    }
    return stack[0]
  }

  private func measured(
    _ term: FormulaTerm, _ stack: inout [FormulaDimension],
    _ parameters: [String: FormulaDimension], _ timeAllowed: Bool
  ) throws(Problem) -> FormulaDimension {
    let second = term.operation.operands == 2 ? stack.removeLast() : .plain
    let first = term.operation.operands > 0 ? stack.removeLast() : .plain
    switch term.operation {
    case .number: return .plain
    case .quantity(let quantity): return FormulaDimension(quantity.unit)
    case .parameter(let name):
      guard let known = parameters[name] else {
        throw Self.unknownParameter(name, term.range, parameters.keys.sorted())
      }
      return known
    case .time:
      guard timeAllowed else {
        throw Problem(
          .expression, term.range, "'t', the time in the step, means nothing here",
          hint: "Use a 'wave' for what changes with time.")
      }
      return .time
    case .negate: return first
    case .multiply: return first * second
    case .divide: return first / second
    case .add, .subtract, .minimum, .maximum:
      guard first == second else {
        throw Problem(
          .wrongUnit, term.range, "\(first) and \(second) do not go together",
          hint: "Give both the same unit.")
      }
      return first
    case .sine, .triangle, .square, .noise:
      guard first == .plain, second == .plain else {
        throw Problem(
          .wrongUnit, term.range,
          "this needs a plain number, not \(first == .plain ? second : first)",
          hint: "Multiply a time by a frequency, as in 2 * pi * 0.5 Hz * t.")
      }
      return .plain
    }
  }

  static func unknownParameter(_ name: String, _ range: SourceRange, _ known: [String]) -> Problem {
    // `$depth-1` is the name of a parameter, not a difference.
    let parts = name.split(separator: "-")
    if parts.count > 1, known.contains(String(parts[0])) {
      return Problem(
        .unknownParameter, range, "there is no parameter '$\(name)'",
        hint: "Write blanks around the minus: '$\(parts[0]) - …'.")
    }
    let guess = EditDistance.nearest(to: name, in: known)
    return Problem(
      .unknownParameter, range, "there is no parameter '$\(name)'",
      hint: guess.map { "Did you mean '$\($0)'?" } ?? "Declare it under 'parameters:'.")
  }
}
