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
  var segments: [TimelineSegment] = []
  var values: [String: Quantity] = [:]
  var intensity = Limits.intensityDefault

  /// Where the head is; nil before the first zone is named.
  var here: ZoneAddress?
  /// The segment of the last drive since the last move; nil after a move.
  var current: Int32?
  /// The side of this pass when the program runs on a chosen side.
  var passSide: Side?
  var usedPassSide = false
  /// What a zone's text stands for, looked up once.
  var names: [String: Result<ZoneAddress, AddressProblem>] = [:]
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
  }

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
      for (index, step) in program.steps.enumerated() { compile(step, source: index) }
      // A program whose zone lies on the midline, or names its sides itself, has one pass.
      if number == 0, !usedPassSide { break }
    }
    if arguments.level != nil, program.zone == nil {
      problems.append(
        Problem(
          .fixedLevel, nil, "the program names its zones step by step and takes no level",
          hint: "Leave the level out, or name a zone."))
    }
    settleSegments()
    checkTotals()
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

  private mutating func settleParameters() {
    var known: Set<String> = []
    for parameter in program.parameters {
      let name = parameter.name.value
      known.insert(name)
      let value = arguments.values[name] ?? parameter.initial.value
      values[name] = value
      let lowest = parameter.minimum ?? parameter.initial.value
      let highest = parameter.maximum ?? parameter.initial.value
      guard value.unit.dimension == parameter.initial.value.unit.dimension,
        (value.unit == .percent) == (parameter.initial.value.unit == .percent),
        value.standardValue >= lowest.standardValue, value.standardValue <= highest.standardValue
      else {
        problems.append(
          Problem(
            .parameterRange, parameter.name.range,
            "parameter '\(name)' is \(value); it must lie from \(lowest) to \(highest)"))
        continue
      }
    }
    for name in arguments.values.keys.sorted() where !known.contains(name) {
      let guess = EditDistance.nearest(to: name, in: known.sorted())
      problems.append(
        Problem(
          .unknownParameter, nil, "the program has no parameter '\(name)'",
          hint: guess.map { "Did you mean '\($0)'?" }))
    }
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

  private mutating func compile(_ step: Located<Step>, source: Int) {
    switch step.value {
    case .hold(let drive), .ramp(let drive): compile(drive, step.range, source: source)
    case .sweep, .pulse, .wave, .ask, .repeat, .together, .use:
      report(Problem(.unknownStep, step.range, "this step cannot be checked"))
    case .rest(let rest):
      guard let duration = duration(rest.duration) else { return }
      append(
        TimelineStep(
          kind: .rest, duration: duration, frequencyStart: .zero, frequencyEnd: .zero,
          amplitudeStart: .zero, amplitudeEnd: .zero, segment: current ?? -1),
        text: rest.text ?? "Rest.", range: step.range, source: source)
    case .move(let move):
      var target = here
      if let zone = move.zone {
        target = resolve(zone, ownZone: false, movingTo: move.side)
      } else if let side = move.side {
        target?.side = side.value
        if let moved = target { target = validated(moved, side.range) }
      }
      guard let target else {
        if move.zone == nil {
          problems.append(
            Problem(
              .needsZone, step.range, "the move does not say where to",
              hint: "Add 'to: <zone>', or a 'zone:' for the whole program."))
        }
        return
      }
      append(
        move: target, text: move.text, wait: wait(move.wait), range: step.range, source: source)
    }
  }

  mutating func append(
    move target: ZoneAddress?, text: String?, wait: Interval, range: SourceRange?, source: Int
  ) {
    here = target
    current = nil
    append(
      TimelineStep(
        kind: .move, duration: wait, frequencyStart: .zero, frequencyEnd: .zero,
        amplitudeStart: .zero, amplitudeEnd: .zero, segment: -1),
      text: Prompt.text(text, target, catalogue), range: range, source: source)
  }

  mutating func append(
    _ step: TimelineStep, text: String, range: SourceRange?, source: Int
  ) {
    steps.append(step)
    texts.append(text)
    ranges.append(range)
    sources.append(source)
  }
}
