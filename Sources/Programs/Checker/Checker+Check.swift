// SPDX-License-Identifier: Apache-2.0
public import Anatomy
public import Envelope
import Quantities

extension Checker {
  /// Checks a program for all values of its parameters and all answers.
  ///
  /// What `arguments` give is taken as it is; parameters they leave open may have every value of
  /// their ranges.
  public static func check(
    _ program: Program, arguments: ProgramArguments = ProgramArguments(),
    catalogue: Catalogue = .standard, person: PersonLimits = .unrestricted, device: Bounds
  ) -> CheckReport {
    var compiler = Compiler(
      program: program, arguments: arguments, catalogue: catalogue, person: person, device: device)
    compiler.run()
    let usual = compiler
    guard !usual.hasErrors else { return refused(usual, [:]) }
    let open = program.parameters.filter {
      $0.isRanged && arguments.values[$0.name.value] == nil
    }
    let timeline = usual.timeline()
    var summary = usual.checkSummary(timeline)
    var problems = usual.problems
    if !open.isEmpty {
      // The corners are cheap, and where most of what is wrong shows.
      for values in [open.map(\.limits.1), open.map(\.limits.0)] {
        let named = Dictionary(
          zip(open.map(\.name.value), values), uniquingKeysWith: { first, _ in first })
        if let report = tried(usual, named) { return report }
      }
      var general = usual.again(general: true)
      general.run()
      guard !general.hasErrors else { return refused(general, [:]) }
      var proof = GeneralProof(general, open)
      switch proof.run() {
      case .proved: summary = proof.widened(summary)
      case .refuted(let values):
        if let report = tried(usual, plain(values, open)) ?? tried(usual, values) {
          return report
        }
        problems.append(proof.unconfirmed)
      case .undecided(let problem): problems.append(problem)
      }
    }
    let all = Problems.sorted(problems)
    guard !all.contains(where: { $0.severity == .error }) else {
      return CheckReport(verdict: .notProved, problems: all)
    }
    return CheckReport(
      verdict: .proved, problems: all, summary: summary, timeline: timeline)
  }

  /// The values to three decimals, as a person would write them, where their ranges allow that.
  private static func plain(_ values: [String: Quantity], _ open: [Parameter]) -> [String: Quantity]
  {
    var plain = values
    for parameter in open {
      guard let exact = values[parameter.name.value] else { continue }
      let rounded = (exact.value * 1000).rounded() / 1000
      guard rounded >= parameter.limits.0.standardValue,
        rounded <= parameter.limits.1.standardValue
      else { continue }
      plain[parameter.name.value] = Quantity(rounded, exact.unit)
    }
    return plain
  }

  /// The report of a run with these values, when that is refused.
  private static func tried(_ compiler: Compiler, _ values: [String: Quantity]) -> CheckReport? {
    var arguments = compiler.arguments
    arguments.values.merge(values) { _, new in new }
    var run = compiler.again(arguments)
    run.run()
    return run.hasErrors ? refused(run, values) : nil
  }

  private static func refused(_ run: Compiler, _ values: [String: Quantity]) -> CheckReport {
    let errors = run.problems.filter { $0.severity == .error }
    let problems = Problems.sorted(run.problems)
    guard errors.allSatisfy(\.code.isOfLimits), let first = Problems.sorted(errors).first else {
      return CheckReport(verdict: .invalid, problems: problems)
    }
    if errors.allSatisfy({ $0.code == .notProved }) {
      return CheckReport(verdict: .notProved, problems: told(problems, values))
    }
    return CheckReport(
      verdict: .refuted, problems: told(problems, values),
      witness: CheckWitness(
        values: run.scopes[0].values, answers: run.witnessAnswers(first), problem: first))
  }

  /// The problems of a run with the values that lead to them.
  private static func told(_ problems: [Problem], _ values: [String: Quantity]) -> [Problem] {
    guard !values.isEmpty else { return problems }
    let list = values.keys.sorted().prefix(8).map { "$\($0) = \(values[$0]?.description ?? "")" }
    return problems.map { problem in
      guard problem.severity == .error else { return problem }
      var told = problem
      told.message += ", with \(list.joined(separator: ", "))"
      return told
    }
  }
}

extension Compiler {
  var hasErrors: Bool { problems.contains { $0.severity == .error } }

  /// The same from the beginning.
  func again(_ arguments: ProgramArguments? = nil, general: Bool = false) -> Compiler {
    var compiler = Compiler(
      program: program, arguments: arguments ?? self.arguments, catalogue: catalogue,
      person: person, device: device)
    if general { compiler.general = GeneralPlan() }
    return compiler
  }

  /// The answers that lead to a problem.
  func witnessAnswers(_ problem: Problem) -> [CheckWitness.Answer] {
    let (sides, keys) = zoneSides()
    var trail: Int32 = -1
    var found = false
    let totals = PathTotals(
      steps, branches, sides: sides, sideCount: keys.count, share: share,
      visit: { index, _, sums in
        guard !found, ranges[index] == problem.range, files[index] == problem.file else { return }
        found = true
        trail =
          problem.code == .zoneTime && sides[index] >= 0
          ? sums.sideTrails[sides[index]] : sums.trail
      })
    return totals.answers(found ? trail : totals.end.trail).map { turn in
      CheckWitness.Answer(
        question: texts[turn.step], answer: turn.answer < Timeline.answers - 1 ? turn.answer : nil)
    }
  }
}

extension ProblemCode {
  /// Whether values decide it, so that a witness says something.
  var isOfLimits: Bool {
    switch self {
    case .nothingReachable, .frequencyOutside, .amplitudeAbove, .notProved, .zoneTime,
      .sessionTime, .wallTime, .wait, .notPositive, .tooBig, .parameterRange, .times,
      .tooManySteps:
      true
    case .tooLarge, .syntax, .alias, .tooDeep, .wrongType, .unknownKey, .duplicateKey, .missingKey,
      .version, .unknownStep, .expression, .answers, .reaction, .actuator, .usePath, .useMissing,
      .useCircle, .notANumber, .missingUnit, .unknownUnit, .wrongUnit, .mixedUnits, .unknownProfile,
      .unknownSide, .unknownParameter, .intensityRange, .zone, .lockedZone, .needsZone, .needsSide,
      .fixedSide, .fixedLevel, .zoneWithoutMove, .slew, .longHold, .noVibration, .informationOnly:
      false
    }
  }
}

extension Checker {
  /// Checks a program with everything it uses, from its texts.
  public static func check(
    _ bundle: ProgramBundle, arguments: ProgramArguments = ProgramArguments(),
    catalogue: Catalogue = .standard, person: PersonLimits = .unrestricted, device: Bounds
  ) -> CheckReport {
    switch ProgramParser.parse(bundle) {
    case .failure(let problems): return CheckReport(verdict: .invalid, problems: problems.list)
    case .success(let program):
      return check(
        program, arguments: arguments, catalogue: catalogue, person: person, device: device)
    }
  }
}
