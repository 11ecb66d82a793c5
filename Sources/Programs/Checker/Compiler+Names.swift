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
    case .target where scopes.count > 1:
      // In a program that is used: where the head is.
      guard let here, !isOpen else {
        report(Problem(.needsZone, reference.range, "nothing says where the head is here"))
        return nil
      }
      address = here
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
        let isKnown = !isOpen || orHere?.side == here?.side
        address.side = here?.side == .midline || !isKnown ? nil : here?.side
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

  /// Adds a problem once, up to a number that somebody may still read.
  mutating func report(_ problem: Problem) {
    guard hasRoom(for: problem.severity) else { return }
    var problem = problem
    problem.file = problem.file ?? scopes[top].file
    if !problems.contains(problem) { problems.append(problem) }
  }

  /// Whether another problem would still be told.
  ///
  /// At the limit the program is refused, or warned of, already.
  func hasRoom(for severity: Problem.Severity) -> Bool {
    problems.count < ProgramParser.mostProblems
      || problems.count { $0.severity == severity } < ProgramParser.mostProblems
  }
}
