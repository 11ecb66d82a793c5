// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Envelope
import Quantities

/// Walks a program once, resolves what it names, and collects the timeline and every problem.
struct Compiler {
  let program: Program
  let arguments: ProgramArguments
  let catalogue: Catalogue
  let person: PersonLimits
  let device: Bounds

  var problems: [Problem] = []
  var steps: [TimelineStep] = []
  var texts: [String] = []
  var sources: [Int] = []
  /// Where each timeline step was written, for problems that appear when everything is added up.
  var ranges: [SourceRange?] = []
  var files: [String?] = []
  var segments: [TimelineSegment] = []
  var drives: [TimelineDrive] = []
  var waves: [TimelineWave] = []
  var knownWaves: [TimelineWave: Int32] = [:]
  var assembler = FormulaAssembler()
  var branches: [Int32] = []
  /// What leads to the step that comes next, beside the last step itself.
  var exits: [Exit] = []
  /// Whether the last step leads to the one behind it.
  var flows = true
  /// Steps compiled so far, those that hold others and those with problems too.
  var visits = 0
  /// How many moments of waves may still be compared.
  var moments = 200_000
  /// The fastest changes that a wave's drive asks for, Hz/s and mm/s.
  var waveSlews: [TimelineDrive: (Double, Double)] = [:]
  /// Parts the proofs of this program may still look at.
  var budget = Checker.budget
  /// What the formulas of waves give.
  var courses = FormulaCourses()
  /// Proofs of waves that were made already.
  var proved: [ProvedWave: WaveProof.Extent] = [:]
  /// What names mean, the program itself first.
  var scopes: [Scope]
  /// For all values of the parameters, instead of those of this run; nil for a run.
  var general: GeneralPlan?
  var intensity = Limits.intensityDefault

  /// Where the head is; nil before the first zone is named.
  var here: ZoneAddress?
  /// Whether answers led to different places, so that it may be elsewhere too.
  var isOpen = false
  /// Where else it may be, when that is one place.
  var orHere: ZoneAddress?
  /// Whether the branches of a question met since the last drive, in different segments.
  var joined = false
  /// The segment of the last drive since the last move; nil after a move.
  var current: Int32?
  /// Moves so far.
  var moves = 0
  /// The branches of a question that began with nothing driven since the last move.
  var fork: Fork?
  /// The side of this pass when the program runs on a chosen side.
  var passSide: Side?
  var usedPassSide = false
  /// What a zone's text stands for, looked up once.
  var names: [String: Result<ZoneAddress, AddressProblem>] = [:]
  var latest: LatestPlace?
  /// Bounds by zone-side and profile, so that a problem with them is told once.
  var reachable: [ZoneAddress: [ProfileID: Bounds?]] = [:]

  init(
    program: Program, arguments: ProgramArguments, catalogue: Catalogue, person: PersonLimits,
    device: Bounds
  ) {
    self.program = program
    self.arguments = arguments
    self.catalogue = catalogue
    self.person = person
    self.device = device
    scopes = [Scope(program)]
  }

  /// Which of the scopes the compiler is in; a copy of one is a copy of a program.
  var top: Int { scopes.count - 1 }

  mutating func run() {
    if let information = program.information {
      problems.append(
        Problem(.informationOnly, information.range, information.value, hint: nil))
      return
    }
    settleParameters()
    settleIntensity()
    let choice = sideChoice()
    let passes: [Side?] = choice.map { $0.sides } ?? [nil]
    for (number, side) in passes.enumerated() {
      passSide = side
      if number == 0 {
        here = program.zone.flatMap { resolve($0, ownZone: true) }
      } else {
        changeSides()
      }
      let before = steps.count
      for (index, step) in program.steps.enumerated() { compile(step, source: index) }
      checkLength(steps.count - before)
      // A program whose zone lies on the midline, or names its sides itself, has one pass.
      if number == 0, !usedPassSide { break }
    }
    if arguments.level != nil, program.zone == nil {
      problems.append(
        Problem(
          .fixedLevel, nil, "the program names its zones step by step and takes no level",
          hint: "Leave the level out, or name a zone."))
    }
    if visits > Checker.mostVisits { reportLength() }
    settleExits()
    settleSegments()
    // Of a program that was cut off the sums say nothing.
    if !problems.contains(where: { $0.code == .tooManySteps }) { checkTotals() }
    checkSides()
  }

  /// Whether the sides that are treated are those the caller asked for.
  private mutating func checkSides() {
    guard let side = arguments.side, problems.allSatisfy({ $0.severity == .warning }) else {
      return
    }
    let treated = Set(segments.compactMap(\.address.side)).subtracting([.midline])
    guard !treated.isEmpty, treated != Set(side.sides) else { return }
    report(
      Problem(
        .fixedSide, program.side?.range,
        "the program names the sides it treats; '\(side.rawValue)' has no place in it",
        hint: "Leave the side out."))
  }

  private mutating func settleIntensity() {
    intensity = arguments.intensity ?? program.intensity?.value ?? Limits.intensityDefault
    guard (1...Limits.intensityMaximum).contains(intensity) else {
      problems.append(
        Problem(
          .intensityRange, arguments.intensity == nil ? program.intensity?.range : nil,
          "intensity \(intensity) is outside 1 to \(Limits.intensityMaximum)"))
      intensity = 1
      return
    }
  }

  /// The sides to run on, where the program leaves that open.
  private mutating func sideChoice() -> SideChoice? {
    if let side = arguments.side {
      if program.zone?.value == .target, let own = arguments.target?.side, own != .midline,
        side.sides != [own]
      {
        report(
          Problem(
            .fixedSide, nil,
            "the zone is named with side '\(own.rawValue)', the run with '\(side.rawValue)'",
            hint: "Say the side once."))
      }
      return side
    }
    if program.zone?.value == .target, let side = arguments.target?.side {
      return SideChoice(rawValue: side.rawValue)
    }
    return program.side?.value
  }

  private mutating func changeSides() {
    var target = program.zone.flatMap { resolve($0, ownZone: true) } ?? here
    if program.zone == nil { target?.side = passSide }
    let move = program.changeSides
    let range = program.changeSides?.wait?.range
    append(move: target, text: move?.text, wait: wait(move?.wait), range: range, source: -1)
  }

  mutating func compile(_ step: Located<Step>, source: Int) {
    // Far beyond what any program may have, so that no text takes memory or time without end.
    guard steps.count <= 3 * Checker.mostSteps, visits <= Checker.mostVisits else { return }
    visits += 1
    let range = step.range
    switch step.value {
    case .hold(let drive), .ramp(let drive): compile(line: drive, range, source: source)
    case .sweep(let sweep): compile(sweep, range, source: source)
    case .pulse(let pulse): compile(pulse, range, source: source)
    case .wave(let drive): compile(wave: drive, range, source: source)
    case .together(let together): compile(together, range, source: source)
    case .rest(let rest): compile(rest, range, source: source)
    case .move(let move): compile(move, range, source: source)
    case .ask(let ask): compile(ask, range, source: source)
    case .repeat(let turns): compile(turns, range, source: source)
    case .use(let use): compile(use, range, source: source)
    }
  }

  mutating func append(
    move target: ZoneAddress?, text: String?, wait: Interval, range: SourceRange?, source: Int
  ) {
    here = target
    (isOpen, orHere) = (false, nil)
    joined = false
    current = nil
    moves += 1
    fork?.isOpen = false
    append(
      TimelineStep(kind: .move, duration: wait, segment: -1),
      text: Prompt.text(text, target, catalogue), range: range, source: source)
  }

  mutating func append(
    _ step: TimelineStep, text: String, range: SourceRange?, source: Int
  ) {
    if !flows, exits.isEmpty {
      report(Problem(.answers, range, "no answer leads to this step"))
    }
    land(on: Int32(steps.count))
    flows = true
    steps.append(step)
    texts.append(text)
    ranges.append(range)
    files.append(scopes[top].file)
    sources.append(source)
    general?.addSpan(step.duration)
  }
}
