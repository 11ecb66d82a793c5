// SPDX-License-Identifier: Apache-2.0
import Anatomy

extension ProgramReader {
  static let stepNames = [
    "hold", "ramp", "sweep", "pulse", "wave", "rest", "move", "ask", "repeat", "together", "use",
  ]

  /// A list of steps; `what` is the key that holds it.
  mutating func steps(_ node: YamlNode, _ what: String) -> [Located<Step>] {
    guard let sequence = items(node) else {
      problem(.wrongType, node, "'\(what)' is a list", hint: "Begin each step with a dash.")
      return []
    }
    guard !sequence.isEmpty else {
      problem(.noVibration, node, "'\(what)' is empty")
      return []
    }
    guard sequence.count <= Checker.mostSteps else {
      problem(
        .tooManySteps, node,
        "the program has \(sequence.count) steps; \(Checker.mostSteps) are the most")
      return []
    }
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= ProgramParser.deepestSteps else {
      problem(.tooDeep, node, "steps nest deeper than \(ProgramParser.deepestSteps)")
      return []
    }
    var steps: [Located<Step>] = []
    steps.reserveCapacity(sequence.count)
    for item in sequence {
      if let step = step(item) { steps.append(step) }
    }
    return steps
  }

  private mutating func step(_ node: YamlNode) -> Located<Step>? {
    guard let entries = entries(node), entries.count == 1, let entry = entries.first,
      let name = entry.key.scalar
    else {
      problem(
        .wrongType, node, "a step is one word and what it takes",
        hint: "Write it as '- hold: {frequency: 30 Hz, amplitude: 60 %, for: 60 s}'.")
      return nil
    }
    let (range, value) = (entry.key.range, entry.value)
    let step: Step? =
      switch name {
      case "hold": drive(value, DriveKind.hold).map(Step.hold)
      case "ramp": drive(value, DriveKind.ramp).map(Step.ramp)
      case "sweep": sweep(value).map(Step.sweep)
      case "pulse": pulse(value).map(Step.pulse)
      case "wave": drive(value, DriveKind.wave).map(Step.wave)
      case "rest": rest(value).map(Step.rest)
      case "move":
        move(value, what: "'move'", known: ["to", "side", "text", "wait"]).map(Step.move)
      case "ask": ask(value).map(Step.ask)
      case "repeat": repetition(value).map(Step.repeat)
      case "together": together(value).map(Step.together)
      case "use": use(value).map(Step.use)
      default: unknownStep(name, range)
      }
    return step.map { Located($0, range) }
  }

  private mutating func unknownStep(_ name: String, _ range: SourceRange) -> Step? {
    unknown(.unknownStep, name, range, "step", Self.stepNames)
    return nil
  }
}
