// SPDX-License-Identifier: Apache-2.0
import Envelope
import Quantities

/// Proves what a program claims for all values of its open parameters.
struct GeneralProof {
  enum Verdict {
    case proved
    /// Values that speak against it, by the names of the parameters.
    case refuted([String: Quantity])
    case undecided(Problem)
  }

  let compiler: Compiler
  let plan: GeneralPlan
  private let parameters: [Parameter]
  private let numbers: [String: UInt16]
  /// The range of each open parameter; whole ones end at whole values.
  private let whole: [ValueRange]
  private let isWhole: [Bool]
  var assembler = FormulaAssembler()
  var budget = Checker.budget
  /// What a witness was found against that a run with its values did not confirm.
  private(set) var unconfirmed = Problem(.notProved, nil, "the program could not be proved")
  private(set) var peaks = GeneralPeaks()

  init(_ compiler: Compiler, _ open: [Parameter]) {
    self.compiler = compiler
    plan = compiler.general ?? GeneralPlan()
    parameters = open
    numbers = Dictionary(
      open.enumerated().map { ($1.name.value, UInt16($0)) }, uniquingKeysWith: { first, _ in first }
    )
    var counting: Set<String> = []
    for obligation in plan.obligations {
      if case .whole(let formula) = obligation.claim { counting.formUnion(formula.parameters) }
    }
    isWhole = open.map { counting.contains($0.name.value) }
    whole = zip(open, isWhole).map { parameter, whole in
      let low = parameter.limits.0.standardValue
      let high = parameter.limits.1.standardValue
      return whole && low.rounded(.up) <= high.rounded(.down)
        ? ValueRange(low.rounded(.up), high.rounded(.down)) : ValueRange(low, high)
    }
  }

  mutating func run() -> Verdict {
    for (index, obligation) in plan.obligations.enumerated() {
      peaks.obligation = index
      let verdict = decide(obligation)
      guard case .proved = verdict else { return verdict }
    }
    return totals()
  }

  private mutating func decide(_ obligation: GeneralPlan.Obligation) -> Verdict {
    switch obligation.claim {
    case .whole(let formula):
      guard formula.isWhole else {
        return .undecided(
          at(
            obligation,
            Problem(
              .times, obligation.range, "'\(formula.text)' cannot be shown to be whole",
              hint: "Write a number, a parameter, or sums and products of them.")))
      }
      return .proved
    case .within(let formula, let range, let code, let message):
      return within(
        formula, range, obligation, at(obligation, Problem(code, obligation.range, message)))
    case .line(let claim): return line(claim, obligation)
    case .wave(let frequency, let amplitude, let measure, let duration):
      let formulas = Compiler.WaveFormulas(
        actuator: 0, frequency: frequency, amplitude: amplitude, measure: measure)
      return wave(formulas, duration, obligation)
    }
  }

  private func at(_ obligation: GeneralPlan.Obligation, _ problem: Problem) -> Problem {
    var problem = problem
    problem.file = obligation.file
    return problem
  }

  private mutating func within(
    _ formula: Formula, _ range: ValueRange, _ obligation: GeneralPlan.Obligation,
    _ problem: Problem
  ) -> Verdict {
    let sides = used([formula])
    let code = assemble(formula, sides)
    let instructions = assembler.instructions
    // Rounding of the arithmetic, not of the value.
    let slack = 1e-9 * max(1, abs(range.high))
    let search = BoxSearch<[Double]>(
      excess: { box in
        let value = code.range(over: ValueRange(0), in: instructions.span, parameters: box.span)
        guard value.isFinite else { return .infinity }
        return max(range.low - slack - value.low, value.high - range.high - slack, 0)
      },
      witness: { point in
        let value = code.value(at: 0, in: instructions.span, parameters: point.span)
        return value >= range.low - slack && value <= range.high + slack ? nil : point
      })
    return verdict(search, [], sides, problem)
  }

  private mutating func line(_ claim: LineClaim, _ obligation: GeneralPlan.Obligation) -> Verdict {
    guard let site = obligation.site else { return .proved }
    let sides = used([
      claim.frequencyStart, claim.frequencyEnd, claim.amplitudeStart, claim.amplitudeEnd,
    ])
    let frequencies = (assemble(claim.frequencyStart, sides), assemble(claim.frequencyEnd, sides))
    let amplitudes = (assemble(claim.amplitudeStart, sides), assemble(claim.amplitudeEnd, sides))
    let proof = LineProof(
      frequencies: frequencies, amplitudes: amplitudes, measure: claim.measure,
      sweeps: claim.sweeps, bounds: site.bounds, code: assembler.instructions)
    peaks.add(proof, sides.map { whole[$0] }, compiler.share, obligation)
    let search = BoxSearch<[Double]>(
      excess: { proof.excess($0) },
      witness: { point in
        // A point is a box without width.
        proof.excess(point.map { ValueRange($0) }) > 0 && !claim.sweeps
          ? Array(point.dropFirst()) : nil
      })
    let formulas = Compiler.WaveFormulas(
      actuator: 0, frequency: claim.frequencyStart, amplitude: claim.amplitudeStart,
      measure: claim.measure)
    let told = WaveProblem(formulas: formulas, site: site).undecided(nil, ValueRange(0))
    return verdict(search, [ValueRange(0, 1)], sides, at(obligation, told))
  }

  private mutating func wave(
    _ formulas: Compiler.WaveFormulas, _ duration: Formula, _ obligation: GeneralPlan.Obligation
  ) -> Verdict {
    guard let site = obligation.site else { return .proved }
    let sides = used([formulas.frequency, formulas.amplitude, duration])
    let wave = TimelineWave(
      frequency: assemble(formulas.frequency, sides),
      amplitude: assemble(formulas.amplitude, sides),
      measure: formulas.measure, share: compiler.share)
    let length = assemble(duration, sides)
    let proof = WaveProof(
      wave: wave, code: assembler.instructions, bounds: site.bounds, duration: length)
    let box = sides.map { whole[$0] }
    let longest = length.range(
      over: ValueRange(0), in: assembler.instructions.span, parameters: box.span)
    let times = ValueRange(0, min(longest.high, 3600) + 0.0005)
    var allowed = min(budget, Checker.stepBudget)
    let before = allowed
    let found = proof.verdict([times] + box, budget: &allowed)
    budget -= before - allowed
    switch found {
    case .proved:
      peaks.add(proof.extent([times] + box, parts: 16), obligation)
      return .proved
    case .refuted(let point): return refuted(point.parameters, sides, obligation)
    case .undecided(let worst, _):
      return .undecided(
        at(
          obligation,
          WaveProblem(formulas: formulas, site: site).undecided(proof.reached(worst), worst[0])))
    }
  }

  private mutating func verdict(
    _ search: BoxSearch<[Double]>, _ first: [ValueRange], _ sides: [Int], _ problem: Problem,
    most: Int = Checker.stepBudget
  ) -> Verdict {
    var allowed = min(budget, most)
    let before = allowed
    let found = search.search(first + sides.map { whole[$0] }, budget: &allowed)
    budget -= before - allowed
    switch found {
    case .proved: return .proved
    case .refuted(let point):
      unconfirmed = problem
      return .refuted(named(point, sides))
    case .undecided: return .undecided(problem)
    }
  }

  private mutating func refuted(
    _ point: [Double], _ sides: [Int], _ obligation: GeneralPlan.Obligation
  ) -> Verdict {
    unconfirmed = at(obligation, Problem(.notProved, obligation.range, "this could not be proved"))
    return .refuted(named(point, sides))
  }

  /// Values for all open parameters: those of the point, and for the others what they are by
  /// themselves.
  private func named(_ point: [Double], _ sides: [Int]) -> [String: Quantity] {
    var values: [String: Quantity] = [:]
    for (place, side) in sides.enumerated() where place < point.count {
      let value = isWhole[side] ? point[place].rounded() : point[place]
      values[parameters[side].name.value] = Quantity(
        value, FormulaDimension(parameters[side].initial.value.unit).unit ?? .one)
    }
    return values
  }

  private mutating func totals() -> Verdict {
    let sides = Array(parameters.indices)
    var spans: [GeneralSpan] = []
    for span in plan.spans { spans.append(compiled(span, sides)) }
    let sums = GeneralSums(compiler: compiler, spans: spans, code: assembler.instructions)
    peaks.greatest = sums.sums(whole)
    peaks.least = sums.sums(whole, least: true)
    peaks.handPoints = sums.handPoints(whole, peaks.weighted)
    let search = BoxSearch<[Double]>(
      excess: { sums.excess($0) },
      witness: { [isWhole] point in
        let settled = zip(point, isWhole).map { $1 ? $0.rounded() : $0 }
        return sums.excess(settled.map { ValueRange($0) }) > 0 ? settled : nil
      })
    return verdict(
      search, [], sides,
      Problem(
        .notProved, nil,
        "the time it takes could not be shown to stay within its limits for all values",
        hint: "Narrow the ranges of the parameters that times are made of."),
      // Each part is a walk through all steps.
      most: max(64, 1_000_000 / max(1, compiler.steps.count)))
  }

  private mutating func compiled(_ span: GeneralPlan.Span, _ sides: [Int]) -> GeneralSpan {
    var weights: [FormulaCode] = []
    for weight in span.weights { weights.append(assemble(weight.times, sides)) }
    switch span.time {
    case .fixed(let time):
      return GeneralSpan(
        time: .fixed(Double(time.milliseconds)), weights: weights, claims: span.claims)
    case .formula(let formula):
      return GeneralSpan(
        time: .code(assemble(formula, sides)), weights: weights, claims: span.claims)
    case .pulse(let formula, let beat, let gap):
      return GeneralSpan(
        time: .pulse(assemble(formula, sides), assemble(beat, sides), assemble(gap, sides)),
        weights: weights, claims: span.claims)
    }
  }

  /// The open parameters that formulas name, in order.
  private func used(_ formulas: [Formula]) -> [Int] {
    Set(formulas.flatMap(\.parameters)).compactMap { numbers[$0].map(Int.init) }.sorted()
  }

  private mutating func assemble(_ formula: Formula, _ sides: [Int]) -> FormulaCode {
    let numbers = numbers
    return assembler.assemble(formula) { name in
      let place = numbers[name].flatMap { sides.firstIndex(of: Int($0)) } ?? 0
      return FormulaInstruction(.parameter, parameter: UInt16(place))
    }
  }

  /// The summary for all values.
  func widened(_ summary: CheckSummary) -> CheckSummary {
    peaks.widened(summary, compiler)
  }
}
