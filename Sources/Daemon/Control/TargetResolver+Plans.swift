// SPDX-License-Identifier: Apache-2.0
import Anatomy
import ControlAPI
import Person
import Programs
import Sessions

/// What is known about the person that something is for.
struct PersonView: Sendable {
  var restrictions = Restrictions.none
  /// The assessment that still says something.
  var assessment: DatedAssessment?
  var now = Timestamp(milliseconds: 0)
  /// Whether it is for somebody at all.
  var isSomebody = true

  static let anybody = PersonView(isSomebody: false)
}

extension TargetResolver {
  /// A plan as it runs for this person: places that are off are left out, and it says so.
  func resolve(_ plan: Plan, _ target: Control.Target) throws(ControlError) -> ResolvedTarget {
    let side = target.side.flatMap { Side(rawValue: $0.lowercased()) }
    guard !plan.needsSide || side == .left || side == .right else {
      throw .messageInvalid(
        "'\(plan.name)' has to know which side is high. Give --side left or right.")
    }
    if person.isSomebody, let refusal = plan.refusal(person.assessment, side: side, now: person.now)
    {
      throw .refused(refusal, rule: "assessment")
    }
    let bundle = plan.bundle(side: side ?? .left)
    let program = plan.program(side: side ?? .left)
    var resolved = try resolve(
      program, bundle, target, only: plan.needsSide ? nil : side, name: plan.name)
    resolved.notes.insert("\(plan.about) (\(plan.provenance))", at: 0)
    return resolved
  }

  /// What the person's last assessment suggests.
  func resolveProposal(_ target: Control.Target) throws(ControlError) -> ResolvedTarget {
    guard let dated = person.assessment else {
      throw .refused(
        "There is no assessment of the last 28 days to run a proposal of. Look first, with 'tonus plan'.",
        rule: "assessment")
    }
    let proposal = dated.assessment.proposal(person.restrictions, catalogue: catalogue)
    guard let bundle = proposal.bundle else {
      throw .refused(
        "The last assessment suggests nothing that may be treated. See 'tonus plan --last'.",
        rule: "assessment")
    }
    switch ProgramParser.parse(bundle) {
    case .failure(let problems): throw Self.invalid(Proposal.name, problems, bundle)
    case .success(let program):
      var resolved = try resolve(
        program, bundle, target, only: target.side.flatMap { Side(rawValue: $0) },
        name: Proposal.name)
      resolved.notes.insert(Proposal.caution, at: 0)
      return resolved
    }
  }

  func resolve(
    _ program: Program, _ bundle: ProgramBundle, _ target: Control.Target, only side: Side?,
    name: String
  ) throws(ControlError) -> ResolvedTarget {
    var arguments = try arguments(target)
    var program = program
    var places = program.places(catalogue: catalogue) ?? []
    let choice = arguments.side ?? program.side?.value
    if places.contains(where: { $0.address.side == nil && isLocked($0) }), let choice,
      let named = program.namingSides(choice, catalogue: catalogue)
    {
      // What is locked on one side is left out there, and treated on the other.
      program = named
      places = named.places(catalogue: catalogue) ?? []
    }
    let namesSides = places.allSatisfy { $0.address.side != nil }
    if namesSides { arguments.side = nil }
    let refusals = Dictionary(
      places.compactMap { place in refusal(place).map { (place.address, $0) } },
      uniquingKeysWith: { first, _ in first })
    let (left, _) = program.leavingOut(catalogue: catalogue) { place in
      refusals[place.address] != nil
        || (namesSides && side != nil && place.address.side != side
          && place.address.side != .midline)
    }
    let notes = places.compactMap { refusals[$0.address] }
    guard let left else {
      throw .refused(
        "Nothing of '\(name)' is left for this person. \(notes.first ?? "") See 'tonus screen --list'.",
        rule: "restrictions")
    }
    var resolved = try outline(left, arguments, bundle, name: name)
    resolved.notes = notes.reduce(into: []) { all, note in
      if !all.contains(note) { all.append(note) }
    }
    return resolved
  }

  private func isLocked(_ place: ProgramPlace) -> Bool {
    person.restrictions.lock(place.address) != nil
  }

  /// Why a place of a plan is left out for this person.
  func refusal(_ place: ProgramPlace) -> String? {
    let name = catalogue[place.address.zone]?.name ?? place.address.zone.rawValue
    if let limit = person.restrictions.refusal(place.address.zone) {
      return "Left out: \(name), off by the answer to \(limit.question) (\(limit.place))."
    }
    if let lock = person.restrictions.lock(place.address) { return "Left out: \(lock)" }
    let sides = place.address.side.map { [$0] } ?? [.left, .right]
    guard place.isFacilitating,
      !sides.allSatisfy({ person.restrictions.mayFacilitate(place.address.zone, $0) })
    else { return nil }
    return "Left out: \(name), not woken while it is tight or in spasm, or the pain above 5 of 10."
  }
}
