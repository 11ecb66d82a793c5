// SPDX-License-Identifier: Apache-2.0
import Anatomy

extension Compiler {
  /// Takes the caller's values for the program's own parameters.
  mutating func settleParameters() {
    for parameter in program.parameters {
      let name = parameter.name.value
      let value = arguments.values[name] ?? parameter.initial.value
      scopes[0].values[name] = value
      let isOpen = arguments.values[name] == nil && parameter.isRanged
      scopes[0].formulas[name] =
        isOpen
        ? Formula(parameter: name, parameter.name.range) : Formula(value, parameter.name.range)
      checkRange(parameter, value, parameter.name.range)
    }
    let known = scopes[0].values.keys.sorted()
    for name in arguments.values.keys.sorted() where !known.contains(name) {
      let guess = EditDistance.nearest(to: name, in: known)
      problems.append(
        Problem(
          .unknownParameter, nil, "the program has no parameter '\(name)'",
          hint: guess.map { "Did you mean '\($0)'?" }))
    }
  }

  /// Whether a parameter may have this value.
  mutating func checkRange(_ parameter: Parameter, _ value: Quantity, _ range: SourceRange) {
    let (lowest, highest) = parameter.limits
    guard FormulaDimension(value.unit) == FormulaDimension(parameter.initial.value.unit),
      value.standardValue >= lowest.standardValue, value.standardValue <= highest.standardValue
    else {
      report(
        Problem(
          .parameterRange, range,
          "parameter '\(parameter.name.value)' is \(value); it must lie from \(lowest) to \(highest)"
        ))
      return
    }
  }

  /// The parameters of a used program, given in the scope of its user.
  mutating func settle(_ use: Step.Use, in inner: inout Scope) {
    let declared = Dictionary(
      inner.program.parameters.map { ($0.name.value, $0) }, uniquingKeysWith: { first, _ in first })
    for parameter in inner.program.parameters {
      let name = parameter.name.value
      inner.values[name] = parameter.initial.value
      inner.formulas[name] = Formula(parameter.initial.value, parameter.initial.range)
    }
    for argument in use.arguments {
      let name = argument.name.value
      guard let parameter = declared[name] else {
        let guess = EditDistance.nearest(to: name, in: declared.keys.sorted())
        report(
          Problem(
            .unknownParameter, argument.name.range, "'\(use.path)' has no parameter '\(name)'",
            hint: guess.map { "Did you mean '\($0)'?" }))
        continue
      }
      let dimension = parameter.initial.value.unit.dimension
      guard let value = value(argument.value, dimension) else { continue }
      inner.values[name] = value
      checkRange(parameter, value, argument.value.range)
      guard let formula = formula(argument.value) else { continue }
      inner.formulas[name] = formula
      let (lowest, highest) = parameter.limits
      oblige(
        .within(
          formula, ValueRange(lowest.standardValue, highest.standardValue), .parameterRange,
          "parameter '\(name)' must lie from \(lowest) to \(highest)"), argument.value.range)
    }
  }
}

extension Parameter {
  var isRanged: Bool { limits.0.standardValue < limits.1.standardValue }
  /// The least and the greatest value.
  var limits: (Quantity, Quantity) { (minimum ?? initial.value, maximum ?? initial.value) }
}
