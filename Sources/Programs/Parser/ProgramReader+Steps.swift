// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Yams

extension ProgramReader {
  static let steps = ["hold", "ramp", "rest", "move"]
  /// Words of the language that this version does not have yet.
  static let laterSteps = ["sweep", "pulse", "wave", "ask", "repeat", "together", "use"]

  mutating func steps(_ node: Node) -> [Located<Step>] {
    guard case .sequence(let sequence) = node else {
      problem(.wrongType, node, "'steps' is a list", hint: "Begin each step with a dash.")
      return []
    }
    guard !sequence.isEmpty else {
      problem(.noVibration, node, "'steps' is empty")
      return []
    }
    guard sequence.count <= Checker.mostSteps else {
      problem(
        .tooManySteps, node,
        "the program has \(sequence.count) steps; \(Checker.mostSteps) are the most")
      return []
    }
    return sequence.compactMap { step($0) }
  }

  private mutating func step(_ node: Node) -> Located<Step>? {
    guard case .mapping(let mapping) = node, let (key, value) = mapping.first, mapping.count == 1,
      let name = key.scalar?.string
    else {
      problem(
        .wrongType, node, "a step is one word and what it takes",
        hint: "Write it as '- hold: {frequency: 30 Hz, amplitude: 60 %, for: 60 s}'.")
      return nil
    }
    let range = YamlText.range(key)
    let step: Step? =
      switch name {
      case "hold": drive(value, name: "hold", mayChange: false).map(Step.hold)
      case "ramp": drive(value, name: "ramp", mayChange: true).map(Step.ramp)
      case "rest": rest(value).map(Step.rest)
      case "move":
        move(value, what: "'move'", known: ["to", "side", "text", "wait"]).map(Step.move)
      default: unknownStep(name, range)
      }
    return step.map { Located($0, range) }
  }

  private mutating func unknownStep(_ name: String, _ range: SourceRange) -> Step? {
    if Self.laterSteps.contains(name) {
      problems.append(
        Problem(
          .unknownStep, range, "'\(name)' is not in version 1 of the language",
          hint: "It has \(Self.steps.joined(separator: ", "))."))
    } else {
      unknown(.unknownStep, name, range, "step", Self.steps)
    }
    return nil
  }

  private mutating func drive(_ node: Node, name: String, mayChange: Bool) -> Step.Drive? {
    let (found, early) = MappingReader.read(
      node, what: "'\(name)'",
      known: ["frequency", "amplitude", "for", "zone", "profile", "text"],
      required: ["frequency", "amplitude", "for"])
    problems += early
    guard let fields = found else { return nil }
    let frequency = fields["frequency"].flatMap { course($0, .frequency, mayChange) }
    let amplitude = fields["amplitude"].flatMap { course($0, .amplitude, mayChange) }
    let duration = fields["for"].flatMap { amount($0, .time) }
    let zone = fields["zone"].flatMap { self.zone($0) }
    let profile = fields["profile"].flatMap { self.profile($0) }
    let text = fields["text"].flatMap { self.text($0, "text", longest: 500, lines: false) }
    guard let frequency, let amplitude, let duration else { return nil }
    return Step.Drive(
      frequency: frequency, amplitude: amplitude, duration: duration,
      place: Step.Place(zone: zone, profile: profile), text: text, reactions: .none)
  }

  /// `rest: 5 s`, or keys and values where there is something to say.
  private mutating func rest(_ node: Node) -> Step.Rest? {
    if case .scalar = node {
      return amount(node, .time).map { Step.Rest(duration: $0, text: nil) }
    }
    let (found, early) = MappingReader.read(
      node, what: "'rest'", known: ["for", "text"], required: ["for"])
    problems += early
    guard let fields = found else { return nil }
    let text = fields["text"].flatMap { self.text($0, "text", longest: 500, lines: false) }
    guard let duration = fields["for"].flatMap({ amount($0, .time) }) else { return nil }
    return Step.Rest(duration: duration, text: text)
  }

  mutating func move(_ node: Node, what: String, known: [String]) -> Step.Move? {
    let (found, early) = MappingReader.read(node, what: what, known: known, required: [])
    problems += early
    guard let fields = found else { return nil }
    let zone = fields["to"].flatMap { self.zone($0) }
    let side = fields["side"].flatMap { self.side($0) }
    let text = fields["text"].flatMap { self.text($0, "text", longest: 500, lines: false) }
    let wait = fields["wait"].flatMap { amount($0, .time) }
    return Step.Move(zone: zone, side: side, text: text, wait: wait)
  }

  private mutating func side(_ node: Node) -> Located<Side>? {
    guard let (text, range) = scalar(node, "'side'") else { return nil }
    guard let side = Side(rawValue: text) else {
      unknown(.unknownSide, text, range, "side", Side.allCases.map(\.rawValue))
      return nil
    }
    return Located(side, range)
  }

  private mutating func amount(_ node: Node, _ dimension: QuantityUnit.Dimension) -> Located<
    Amount
  >? {
    guard let (text, range) = scalar(node, "a \(dimension.rawValue)") else { return nil }
    switch QuantityText(text: text, range: range).amount(dimension, zeroAllowed: false) {
    case .success(let amount): return amount
    case .failure(let problem):
      problems.append(problem)
      return nil
    }
  }

  private mutating func course(
    _ node: Node, _ dimension: QuantityUnit.Dimension, _ mayChange: Bool
  ) -> Course? {
    guard let (text, range) = scalar(node, "a \(dimension.rawValue)") else { return nil }
    let sides = QuantityText(text: text, range: range).sides()
    guard sides.count == 1 || mayChange else {
      problem(
        .wrongType, node, "'hold' keeps one \(dimension.rawValue)",
        hint: "Use 'ramp' to go from one to another.")
      return nil
    }
    // A ramp may begin or end in stillness; it may not be nothing but that.
    let zero = dimension == .amplitude && sides.count == 2
    var amounts: [Located<Amount>] = []
    for side in sides {
      switch side.amount(dimension, zeroAllowed: zero) {
      case .success(let amount): amounts.append(amount)
      case .failure(let problem): problems.append(problem)
      }
    }
    guard amounts.count == sides.count, let start = amounts.first, let end = amounts.last else {
      return nil
    }
    if zero, start.value.isZero, end.value.isZero {
      problem(.notPositive, node, "the ramp goes from nothing to nothing", hint: "Use 'rest'.")
      return nil
    }
    return Course(start: start, end: end)
  }
}

extension Amount {
  fileprivate var isZero: Bool {
    if case .quantity(let quantity) = self { quantity.value == 0 } else { false }
  }
}
