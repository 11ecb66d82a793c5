// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Envelope
import Quantities

extension Compiler {
  /// The address a reference stands for, with its side where one is known.
  ///
  /// - Parameters:
  ///   - ownZone: whether it is the program's own zone, which takes the caller's level.
  ///   - movingTo: the side a `move` names.
  mutating func resolve(
    _ reference: Located<ZoneReference>, ownZone: Bool, movingTo side: Located<Side>? = nil
  ) -> ZoneAddress? {
    var address: ZoneAddress
    switch reference.value {
    case .target:
      guard let target = arguments.target else {
        problems.append(
          Problem(
            .needsZone, reference.range, "the program treats the zone its caller names; none was",
            hint: "Run it with a zone, or write one here."))
        return nil
      }
      address = target
      // The caller's side was taken as the choice of passes.
      if passSide != nil, target.side != .midline { address.side = nil }
    case .named(let text):
      let known = names[text] ?? catalogue.resolve(text)
      names[text] = known
      switch known {
      case .success(let found): address = found
      case .failure(let problem):
        report(problem, reference.range)
        return nil
      }
    }
    if ownZone, let level = arguments.level { address.level = level }
    if let side { address.side = side.value }
    if address.side == nil, catalogue[address.zone]?.sides != [.midline] {
      if let passSide {
        address.side = passSide
        usedPassSide = true
      } else {
        address.side = here?.side == .midline ? nil : here?.side
      }
    }
    return validated(address, reference.range)
  }

  mutating func validated(_ address: ZoneAddress, _ range: SourceRange) -> ZoneAddress? {
    switch catalogue.validate(address) {
    case .success(let valid): return valid
    case .failure(let problem):
      report(problem, range)
      return nil
    }
  }

  mutating func report(_ problem: AddressProblem, _ range: SourceRange?) {
    let code: ProblemCode = if case .locked = problem { .lockedZone } else { .zone }
    // The same zone fails in every pass; once is enough.
    report(Problem(code, range, problem.message))
  }

  /// The value a term stands for.
  mutating func value(_ amount: Located<Amount>) -> Quantity? {
    switch amount.value {
    case .quantity(let quantity): return quantity
    case .expression:
      report(Problem(.expression, amount.range, "this expression cannot be checked"))
      return nil
    case .parameter(let name):
      if let value = values[name] { return value }
      let guess = EditDistance.nearest(to: name, in: values.keys.sorted())
      report(
        Problem(
          .unknownParameter, amount.range, "there is no parameter '$\(name)'",
          hint: guess.map { "Did you mean '$\($0)'?" } ?? "Declare it under 'parameters:'."))
      return nil
    }
  }

  /// Adds a problem once, up to a number that somebody may still read.
  mutating func report(_ problem: Problem) {
    let already = problems.count { $0.severity == problem.severity }
    // At the limit the program is refused, or warned of, already.
    guard already < ProgramParser.mostProblems, !problems.contains(problem) else { return }
    problems.append(problem)
  }

  /// A quantity of the wanted dimension, above zero.
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
