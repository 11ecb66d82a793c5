// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Envelope
import Quantities

extension Compiler {
  /// A quantity of the wanted dimension, in this run.
  ///
  /// What is written out is above zero already, but for the ends of a ramp; what is computed must
  /// not be below.
  mutating func value(_ amount: Located<Amount>, _ dimension: QuantityUnit.Dimension) -> Quantity? {
    guard let quantity = value(amount) else { return nil }
    guard quantity.unit.dimension == dimension else {
      report(
        Problem(
          .wrongUnit, amount.range,
          "\(quantity) is no \(dimension.rawValue)", hint: "Write \(dimension.example)."))
      return nil
    }
    return quantity
  }

  /// The value a term stands for.
  private mutating func value(_ amount: Located<Amount>) -> Quantity? {
    switch amount.value {
    case .quantity(let quantity): return quantity
    case .parameter(let name):
      if let value = scopes[top].values[name] { return value }
      report(Formula.unknownParameter(name, amount.range, scopes[top].values.keys.sorted()))
      return nil
    case .expression(let formula):
      switch formula.dimension(scopes[top].dimensions, timeAllowed: false) {
      case .failure(let problem):
        report(problem)
        return nil
      case .success(let dimension):
        guard let unit = dimension.unit else {
          report(Problem(.wrongUnit, amount.range, "'\(formula.text)' is \(dimension)"))
          return nil
        }
        return checked(Quantity(formula.value(scopes[top].values), unit), formula)
      }
    }
  }

  private mutating func checked(_ quantity: Quantity, _ formula: Formula) -> Quantity? {
    guard quantity.value >= 0 else {
      report(
        Problem(
          .notPositive, formula.range,
          quantity.value < 0
            ? "'\(formula.text)' is \(quantity), below zero" : "'\(formula.text)' has no value",
          hint: "Write max(…, 0) around it, or another parameter range."))
      return nil
    }
    guard quantity.standardValue <= QuantityText.largest(quantity.unit) else {
      report(
        Problem(
          .tooBig, formula.range, "'\(formula.text)' is \(quantity), beyond anything sensible"))
      return nil
    }
    return quantity
  }

  /// What stands there as a formula in this scope; nil, told, where it does not fit.
  mutating func local(_ amount: Located<Amount>, timeAllowed: Bool) -> (Formula, FormulaDimension)?
  {
    let formula: Formula
    switch amount.value {
    case .quantity(let quantity): formula = Formula(quantity, amount.range)
    case .parameter(let name): formula = Formula(parameter: name, amount.range)
    case .expression(let expression): formula = expression
    }
    switch formula.dimension(scopes[top].dimensions, timeAllowed: timeAllowed) {
    case .success(let dimension): return (formula, dimension)
    case .failure(let problem):
      report(problem)
      return nil
    }
  }

  /// What stands there as a formula of the program's own parameters.
  mutating func formula(_ amount: Located<Amount>) -> Formula? {
    guard general != nil, let (formula, _) = local(amount, timeAllowed: true) else { return nil }
    return widened(formula)
  }

  /// A formula of this scope as one of the program's own parameters.
  mutating func widened(_ formula: Formula) -> Formula? {
    guard let wide = formula.substituting(scopes[top].formulas),
      case .success = wide.dimension(scopes[0].dimensions, timeAllowed: true)
    else {
      report(
        Problem(
          .expression, formula.range,
          "with what its parameters stand for, this expression is too long"
        ))
      return nil
    }
    return wide
  }

  /// A duration in whole milliseconds, within what a step may last.
  mutating func duration(_ amount: Located<Amount>) -> Interval? {
    guard let quantity = value(amount, .time) else { return nil }
    let seconds = quantity.standardValue
    let longest = Double(Limits.deviceWallMaximum.milliseconds) / 1000
    guard seconds <= longest else {
      report(
        Problem(
          .tooBig, amount.range,
          "\(quantity) is longer than a session may last (\(Decimals.text(longest / 60)) min)"))
      return nil
    }
    let interval = Interval.milliseconds(Int64((seconds * 1000).rounded()))
    guard interval >= Checker.shortestStep else {
      report(
        Problem(
          .notPositive, amount.range,
          "\(quantity) is too short; a step lasts at least \(Checker.shortestStep.milliseconds) ms")
      )
      return nil
    }
    return interval
  }

  mutating func wait(_ amount: Located<Amount>?) -> Interval {
    guard let amount else { return Checker.defaultWait }
    guard let wait = duration(amount) else { return Checker.defaultWait }
    guard wait <= Checker.longestWait else {
      report(
        Problem(
          .wait, amount.range,
          "a move waits at most \(Checker.longestWait.milliseconds / 60_000) min, not \(wait.milliseconds / 1000) s"
        ))
      return Checker.defaultWait
    }
    return wait
  }
}

extension FormulaDimension {
  /// The unit of its standard values; nil for what has none.
  var unit: QuantityUnit? {
    switch self {
    case .plain: .one
    case .time: .second
    case .frequency: .hertz
    case .length: .millimeter
    case .share: .percent
    case .acceleration: .gravity
    case .force: .newton
    default: nil
    }
  }
}
