// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Envelope
import Quantities

extension Compiler {
  /// Something that leads to a step which is not written yet.
  enum Exit {
    case step(Int)
    case branch(Int)
  }

  /// Leads everything that waits for the next step to it.
  mutating func land(on step: Int32) {
    for exit in exits {
      switch exit {
      case .step(let index): steps[index].next = step
      case .branch(let entry): branches[entry] = step
      }
    }
    exits = []
  }

  /// Leads what still waits to the end.
  mutating func settleExits() {
    let end = Int32(steps.count)
    land(on: end)
    for entry in branches.indices where branches[entry] < 0 { branches[entry] = end }
  }

  mutating func compile(_ ask: Step.Ask, _ range: SourceRange, source: Int) {
    let waited = ask.wait.map { self.wait($0) } ?? Checker.askWait
    let entry = branches.count
    branches += Array(repeating: -1, count: Timeline.answers)
    append(
      TimelineStep(kind: .ask, duration: waited, segment: current ?? -1, branch: Int32(entry)),
      text: ask.text, range: range, source: source)
    span(.wait(ask.wait, waited))
    flows = false
    let start = Place(of: self)
    let outer = fork
    fork = start.current == nil && !start.joined ? Fork(outer) : nil
    var ends: [Place] = []
    var left: [Exit] = []
    var open = Set(0..<Timeline.answers)
    let others = ask.otherwise ?? .stop
    let arms =
      ask.answers.map { (Array($0.lowest...$0.highest), $0.branch) } + [([], others)]
    for (answers, branch) in arms {
      // The last arm is for every answer that has none of its own.
      let answers = answers.isEmpty ? open.sorted() : answers
      open.subtract(answers)
      let entries = answers.map { Exit.branch(entry + $0) }
      switch branch {
      case .stop: continue
      case .goOn:
        left += entries
        ends.append(start)
      case .steps(let list):
        start.restore(&self)
        fork?.isOpen = true
        exits = entries
        flows = false
        for step in list { compile(step, source: source) }
        left += exits
        if flows { left.append(.step(steps.count - 1)) }
        if flows || !exits.isEmpty { ends.append(Place(of: self)) }
      }
    }
    exits = left
    flows = false
    join(ends, start)
    leave(outer, start)
  }

  /// Segments that the branches of a question begin, nothing having been driven since the last move:
  /// what begins the same way from there is one segment.
  struct Fork {
    var segments: [Int32]
    /// Whether the branch that is being written has not begun one, and has not moved.
    var isOpen = true

    init(_ outer: Fork?) { segments = outer?.isOpen == true ? outer?.segments ?? [] : [] }
  }

  /// Goes on in the question around this one.
  private mutating func leave(_ outer: Fork?, _ start: Place) {
    let begun = fork?.segments ?? []
    fork = outer
    guard outer?.isOpen == true else { return }
    fork?.segments = begun
    fork?.isOpen = current == nil && !joined && moves == start.moves
  }

  /// Goes on from where the branches ended.
  private mutating func join(_ ends: [Place], _ start: Place) {
    guard let first = ends.first else { return start.restore(&self) }
    first.restore(&self)
    for end in ends.dropFirst() where end.here != here || end.isOpen {
      isOpen = true
      orHere = end.here != here ? end.here : orHere
    }
    moves = ends.map(\.moves).max() ?? moves
    let driven = Set(ends.compactMap(\.current))
    // Where nothing was driven since the question, there is nothing to change from.
    let isOne =
      driven.count <= 1 && !isOpen
      && ends.allSatisfy { $0.current != nil || driven.isEmpty || $0.moves == start.moves }
    (current, joined) = (isOne ? driven.first : nil, !isOne || ends.contains(where: \.joined))
    if joined { current = nil }
  }

  /// Where the head is and what it does, at one point of the program.
  struct Place {
    var here: ZoneAddress?
    var isOpen: Bool
    var orHere: ZoneAddress?
    var current: Int32?
    var joined: Bool
    var moves: Int

    init(of compiler: Compiler) {
      here = compiler.here
      isOpen = compiler.isOpen
      orHere = compiler.orHere
      current = compiler.current
      joined = compiler.joined
      moves = compiler.moves
    }

    func restore(_ compiler: inout Compiler) {
      compiler.here = here
      compiler.isOpen = isOpen
      compiler.orHere = orHere
      compiler.current = current
      compiler.joined = joined
      compiler.moves = moves
    }
  }

  mutating func compile(_ turns: Step.Repeat, _ range: SourceRange, source: Int) {
    guard let count = times(turns.times) else { return }
    guard general == nil else { return generalise(turns, count, source) }
    for _ in 0..<count {
      let before = steps.count
      for step in turns.steps { compile(step, source: source) }
      // A turn that was refused would be refused again, and told to nobody.
      guard steps.count > before, steps.count <= 3 * Checker.mostSteps else { return }
    }
  }

  mutating func compile(_ use: Step.Use, _ range: SourceRange, source: Int) {
    guard let used = program.library[use.path], scopes.count <= ProgramBundle.mostFiles else {
      report(Problem(.useMissing, use.program.range, "there is no program '\(use.path)'"))
      return
    }
    var inner = Scope(used, file: use.path)
    settle(use, in: &inner)
    guard enter(use, used) else { return }
    scopes.append(inner)
    for step in used.steps { compile(step, source: source) }
    scopes.removeLast()
  }

  /// A used program that names its zone is for the place where the head is.
  private mutating func enter(_ use: Step.Use, _ used: Program) -> Bool {
    guard let zone = used.zone, case .named = zone.value else { return true }
    guard let named = resolve(zone, ownZone: false) else { return false }
    if here != nil || isOpen, here != named || isOpen {
      let place = [here, orHere].compactMap { $0?.description }.joined(separator: " or ")
      report(
        Problem(
          .zoneWithoutMove, use.program.range,
          "'\(use.path)' treats \(named); the head is on \(place) and nothing moves it there",
          hint: "Insert '- move: {to: \(named)}' before this step."))
      return false
    }
    here = named
    return true
  }

  mutating func compile(_ rest: Step.Rest, _ range: SourceRange, source: Int) {
    guard let duration = duration(rest.duration) else { return }
    append(
      TimelineStep(kind: .rest, duration: duration, segment: current ?? -1),
      text: rest.text ?? "Rest.", range: range, source: source)
    span(.time(rest.duration))
  }

  mutating func compile(_ move: Step.Move, _ range: SourceRange, source: Int) {
    var target = here
    if let zone = move.zone {
      target = resolve(zone, ownZone: false, movingTo: move.side)
    } else if let side = move.side {
      target?.side = side.value
      if let moved = target { target = validated(moved, side.range) }
    }
    guard let target, move.zone != nil || !isOpen else {
      if move.zone == nil {
        report(
          Problem(
            .needsZone, range, "the move does not say where to",
            hint: "Add 'to: <zone>', or a 'zone:' for the whole program."))
      }
      return
    }
    let waited = wait(move.wait)
    append(move: target, text: move.text, wait: waited, range: range, source: source)
    span(.wait(move.wait, waited))
  }

  /// How often, as a whole number.
  mutating func times(_ amount: Located<Amount>) -> Int? {
    guard let quantity = value(amount, .number) else { return nil }
    guard quantity.value == quantity.value.rounded(), quantity.value >= 1,
      quantity.value <= Double(Checker.mostTimes)
    else {
      report(
        Problem(
          .times, amount.range,
          "\(quantity) is no whole number from 1 to \(Checker.mostTimes)"))
      return nil
    }
    return Int(quantity.value)
  }

  mutating func checkLength(_ count: Int) {
    guard count > Checker.mostSteps, general == nil else { return }
    reportLength()
  }

  mutating func reportLength() {
    report(
      Problem(
        .tooManySteps, nil,
        "written out, the program has more than \(Checker.mostSteps) steps",
        hint: "Repeat less, or make the steps longer."))
  }
}
