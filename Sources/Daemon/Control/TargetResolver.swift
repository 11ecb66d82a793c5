// SPDX-License-Identifier: Apache-2.0
import Anatomy
import ControlAPI
import Envelope
import Person
import Programs
import Quantities
import Sessions

/// What a client wants to run: how it is proved, and every zone-side it treats.
struct ResolvedTarget: Sendable {
  /// A program with its arguments, or a zone-side that the client drives.
  enum Content: Sendable {
    case program(Program, ProgramArguments, ProgramBundle)
    case live(LiveStream)
  }

  var title: String
  var content: Content
  var treatments: [Treatment]
  /// What the person should know: what a plan is, and what of it is left out.
  var notes: [String] = []

  func undertaking(subject: String, catalogue: Catalogue) -> Undertaking {
    switch content {
    case .program(let program, let arguments, let bundle):
      Undertaking(
        subject: subject, title: title, program: program, hash: bundle.hash,
        arguments: arguments, catalogue: catalogue, treatments: treatments)
    case .live(let live):
      Undertaking(
        subject: subject, title: title, live: live, catalogue: catalogue, treatments: treatments)
    }
  }

  /// What would run under these conditions, or everything that stands against it.
  func prove(_ conditions: ProofConditions, catalogue: Catalogue) -> Result<
    ProvedProgram, Problems
  > {
    switch content {
    case .program(let program, let arguments, let bundle):
      Checker.prove(
        program, arguments: arguments, catalogue: catalogue, person: conditions.person,
        device: conditions.device
      ).map { ProvedProgram($0, hash: bundle.hash) }
    case .live(let live): ProvedProgram.prove(live, conditions: conditions, catalogue: catalogue)
    }
  }
}

/// Turns what a client names into a program: a zone, a common name, a preset, or a program's text.
struct TargetResolver: Sendable {
  let catalogue: Catalogue
  /// Whom it is for; nobody in particular where a program is only looked at.
  var person = PersonView.anybody

  func resolve(_ target: Control.Target) throws(ControlError) -> ResolvedTarget {
    if let live = target.live { return try resolve(live, target) }
    if let text = target.program { return try resolve(text: text, target) }
    guard let name = target.target, !name.isEmpty else {
      throw .messageInvalid("The target names nothing. Give a zone, a preset or a program.")
    }
    if catalogue[ZoneID(name)] == nil, let plan = Plans.named(name) {
      return try resolve(plan, target)
    }
    if name == Proposal.name { return try resolveProposal(target) }
    if catalogue[ZoneID(name)] == nil, let preset = Presets.named(name) {
      return try resolve(preset, target)
    }
    return try resolve(zone: name, target)
  }

  /// The one zone a text means, by name or address, locked or not.
  func zone(_ query: String) throws(ControlError) -> Zone {
    guard let zone = catalogue[try place(query).zone] else {
      throw .noSuchZone("There is no zone.", query: query, candidates: [])
    }
    return zone
  }

  /// What an address means that is looked at, not treated: a locked zone too.
  func place(_ text: String) throws(ControlError) -> ZoneAddress {
    switch catalogue.locate(text) {
    case .success(let address): return address
    case .failure(let problem): throw self.problem(problem)
    }
  }

  private func resolve(text: String, _ target: Control.Target) throws(ControlError)
    -> ResolvedTarget
  {
    let bundle = Self.bundle(text, target)
    let name = target.programName ?? bundle.main
    switch ProgramParser.parse(bundle) {
    case .failure(let problems):
      throw Self.invalid(name, problems, bundle)
    case .success(let program):
      var arguments = try arguments(target)
      if let zone = target.target { arguments.target = try address(zone, target) }
      return try outline(program, arguments, bundle, name: name)
    }
  }

  /// The texts as they were sent, the main one under its file's own name.
  private static func bundle(_ text: String, _ target: Control.Target) -> ProgramBundle {
    let name = target.programName?.split(separator: "/").last.map(String.init) ?? ""
    let main = name.isEmpty || name.hasPrefix(".") ? "program.yaml" : name
    var files = target.files ?? [:]
    files[main] = text
    return ProgramBundle(main: main, files: files)
  }

  private func resolve(_ preset: Preset, _ target: Control.Target) throws(ControlError)
    -> ResolvedTarget
  {
    guard !preset.isInformation else {
      throw .programInvalid(
        "Preset '\(preset.name)' only explains and is never run. Read it with "
          + "'tonus presets --show \(preset.name)'.",
        problems: [])
    }
    let bundle = ProgramBundle(text: preset.text, name: preset.name)
    // What is locked on one side is left out there, as in a plan; the other one is treated.
    guard person.restrictions.locks.isEmpty else {
      return try resolve(preset.program, bundle, target, only: nil, name: preset.name)
    }
    return try outline(preset.program, try arguments(target), bundle, name: preset.name)
  }

  private func resolve(zone name: String, _ target: Control.Target) throws(ControlError)
    -> ResolvedTarget
  {
    let (address, note) = try unlocked(address(name, target), target)
    guard let (preset, prepared) = Presets.forZone(address, catalogue: catalogue) else {
      throw .noSuchZone(
        "'\(address)' has no preset. List zones with 'tonus zones'.", query: name, candidates: [])
    }
    var arguments = try arguments(target)
    guard address.side != nil || arguments.side != nil else {
      throw .messageInvalid("Which side of '\(address)'? Add --side left, right or both.")
    }
    arguments.target = prepared.target
    arguments.values.merge(prepared.values) { given, _ in given }
    if address.side != nil { arguments.side = nil }
    arguments.level = nil
    var program = preset
    program.title = title(address, both: arguments.side == .both)
    var resolved = try outline(
      program, arguments, ProgramBundle(text: Presets.zone.text, name: Presets.zone.name),
      name: address.description)
    if let note { resolved.notes.append(note) }
    return resolved
  }

  /// `Lumbar multifidus L5-S1, left`: what people know the session by.
  private func title(_ address: ZoneAddress, both: Bool) -> String {
    let name = catalogue[address.zone]?.name ?? address.zone.rawValue
    let level = address.level.map { " \($0)" } ?? ""
    let side = address.side.map { $0 == .midline ? "" : ", \($0.rawValue)" }
    return name + level + (side ?? (both ? ", both sides" : ""))
  }

  func address(_ text: String, _ target: Control.Target) throws(ControlError)
    -> ZoneAddress
  {
    var address: ZoneAddress
    switch catalogue.resolve(text) {
    case .success(let found): address = found
    case .failure(let problem): throw self.problem(problem)
    }
    if let level = target.level {
      guard let parsed = Level(level) else { throw problem(.unreadableLevel(text: level)) }
      address.level = parsed
    }
    if let side = target.side, side != SideChoice.both.rawValue {
      guard let parsed = Side(rawValue: side.lowercased()) else {
        throw problem(.unreadableSide(text: side))
      }
      if let named = address.side, named != .midline, named != parsed {
        throw .messageInvalid(
          "'\(text)' is the \(named.rawValue) side, and \(side) was asked for. Name one side.")
      }
      // The midline has no sides to choose from, and asking for one changes nothing.
      if address.side == nil { address.side = parsed }
    }
    switch catalogue.validate(address) {
    case .success(let valid): return valid
    case .failure(let problem): throw self.problem(problem)
    }
  }

  func arguments(_ target: Control.Target) throws(ControlError) -> ProgramArguments {
    var arguments = ProgramArguments()
    if let intensity = target.intensity {
      guard (1...10).contains(intensity) else {
        throw .messageInvalid(
          "Intensity \(intensity) is not possible. Give 1 to 10; 4 is the default.")
      }
      arguments.intensity = intensity
    }
    if let side = target.side {
      guard let choice = SideChoice(rawValue: side.lowercased()) else {
        throw .messageInvalid("'\(side)' is no side. Give left, right or both.")
      }
      arguments.side = choice
    }
    if let level = target.level {
      guard let parsed = Level(level) else { throw problem(.unreadableLevel(text: level)) }
      arguments.level = parsed
    }
    for (name, text) in target.values ?? [:] {
      switch Quantity.read(text) {
      case .success(let quantity): arguments.values[name] = quantity
      case .failure(let problem):
        throw .messageInvalid(
          "The value of '\(name)' is no quantity: \(problem.message). \(problem.hint ?? "")")
      }
    }
    return arguments
  }

  /// Finds what a program treats, on a device without limits of its own; what runs is proved anew.
  func outline(
    _ program: Program, _ arguments: ProgramArguments, _ bundle: ProgramBundle, name: String
  ) throws(ControlError) -> ResolvedTarget {
    switch Checker.prove(
      program, arguments: arguments, catalogue: catalogue, device: Preset.anyDevice)
    {
    case .failure(let problems): throw Self.invalid(name, problems, bundle)
    case .success(let timeline):
      return ResolvedTarget(
        title: timeline.title, content: .program(program, arguments, bundle),
        treatments: timeline.summary.treatments.map {
          treatment(ZoneSide(zone: $0.zone.rawValue, side: $0.side.rawValue))
        })
    }
  }

  /// A zone-side under the limits of its class.
  func treatment(_ side: ZoneSide) -> Treatment {
    let zone = catalogue[ZoneID(side.zone)]
    return Treatment(
      zoneSide: side, safetyClass: zone?.effectiveClass ?? .c, locked: zone?.refusal,
      safeNeighbour: zone?.safeNeighbour?.rawValue)
  }

  static func invalid(_ name: String, _ problems: Problems, _ bundle: ProgramBundle)
    -> ControlError
  {
    let errors = problems.list.filter { $0.severity == .error }
    let first = errors.first.map { problem in
      problem.hint.map { "\(problem.message); \($0)" } ?? "\(problem.message)."
    }
    return .programInvalid(
      "'\(name)' cannot run as it is written: \(first ?? "it has no steps.")",
      problems: errors.map { Problems([$0]).rendered(bundle, name: name) })
  }

  private func problem(_ problem: AddressProblem) -> ControlError {
    switch problem {
    case .unknownZone(let query, let suggestions):
      let presets = Plans.suggestions(for: query) + Presets.suggestions(for: query)
      return .noSuchZone(
        problem.message, query: query, candidates: suggestions.map(\.rawValue) + presets)
    case .severalZones(let query, let candidates):
      return .noSuchZone(
        problem.message, query: query, candidates: candidates.map(\.rawValue))
    case .locked(let zone):
      return .zoneLocked(
        problem.message, zone: zone.id.rawValue, safeNeighbour: zone.safeNeighbour?.rawValue)
    case .unreadableLevel(let text), .unreadableSide(let text):
      return .noSuchZone(problem.message, query: text, candidates: [])
    case .levelOutside(let zone, _, _), .noLevels(let zone, _), .sideOutside(let zone, _, _):
      return .noSuchZone(problem.message, query: zone.rawValue, candidates: [])
    }
  }
}
