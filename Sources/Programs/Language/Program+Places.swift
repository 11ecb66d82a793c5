// SPDX-License-Identifier: Apache-2.0
public import Anatomy

/// What a program does in one place: its steps from one top-level `move` to the next.
public struct ProgramPlace: Hashable, Sendable {
  public var address: ZoneAddress
  /// Whether anything there is driven with the profile `facilitate`.
  public var isFacilitating: Bool
  /// The move that leads there; nil for the first place.
  var move: Located<Step>?
  var steps: [Located<Step>]
}

extension Program {
  /// The places of a program that names them, in order; nil for one whose zone the caller names, and
  /// where a zone is not known.
  public func places(catalogue: Catalogue = .standard) -> [ProgramPlace]? {
    guard let zone, case .named(let text) = zone.value,
      case .success(let first) = catalogue.resolve(text)
    else { return nil }
    var places = [ProgramPlace(address: first, isFacilitating: false, move: nil, steps: [])]
    for step in steps {
      if case .move(let move) = step.value, let to = move.zone {
        guard case .named(let text) = to.value, case .success(let next) = catalogue.resolve(text)
        else { return nil }
        places.append(ProgramPlace(address: next, isFacilitating: false, move: step, steps: []))
      } else {
        places[places.count - 1].steps.append(step)
        if facilitates(step.value) { places[places.count - 1].isFacilitating = true }
      }
    }
    return places
  }

  /// The same program with a side written at every place, one pass after the other.
  ///
  /// Nil where the places are not known, and where a step of its own moves to a side.
  public func namingSides(_ choice: SideChoice, catalogue: Catalogue = .standard) -> Program? {
    guard let places = places(catalogue: catalogue), let zone,
      !places.flatMap(\.steps).contains(where: { if case .move = $0.value { true } else { false } })
    else { return nil }
    var program = self
    (program.side, program.changeSides, program.steps) = (nil, nil, [])
    for (pass, side) in choice.sides.enumerated() {
      for (index, place) in places.enumerated() {
        var address = place.address
        address.side = address.side ?? side
        let reference = Located(ZoneReference.named("\(address)"), place.move?.range ?? zone.range)
        if index > 0 || pass > 0 {
          var move = changeSides ?? Step.Move()
          if case .move(let own)? = place.move?.value { move = own }
          move.zone = reference
          program.steps.append(Located(.move(move), reference.range))
        } else {
          program.zone = reference
        }
        program.steps += place.steps
      }
    }
    return program
  }

  /// The program without some of its places, and those that were left out.
  ///
  /// The warm-up, all holds that the first place begins with, stays at the beginning. What comes out
  /// is checked like any other program. Nil where nothing is left.
  public func leavingOut(
    catalogue: Catalogue = .standard, _ isOut: (ProgramPlace) -> Bool
  ) -> (program: Program?, out: [ProgramPlace]) {
    guard var places = places(catalogue: catalogue) else { return (self, []) }
    let out = places.filter(isOut)
    guard !out.isEmpty else { return (self, []) }
    let isWarmUpLost = isOut(places[0])
    let warmUp = places[0].steps.prefix { $0.isHold }
    let hasWarmUp = warmUp.count < places[0].steps.count
    places.removeAll(where: isOut)
    guard let first = places.first else { return (nil, out) }
    // Where the holds are all there is, they are no warm-up for something else; what begins with one
    // of its own needs no other.
    let begins = first.steps.first?.isHold == true
    let lost = isWarmUpLost && hasWarmUp && !begins ? Array(warmUp) : []
    var program = self
    if let move = first.move, case .move(let to) = move.value { program.zone = to.zone }
    program.steps =
      lost.map { $0.easing(first.address, catalogue) } + first.steps
      + places.dropFirst().flatMap { place in (place.move.map { [$0] } ?? []) + place.steps }
    return (program, out)
  }

  private func facilitates(_ step: Step) -> Bool {
    switch step {
    case .use(let use): library[use.path]?.profile?.value == .facilitate
    case .hold(let drive), .ramp(let drive), .wave(let drive): isFacilitate(drive.place)
    case .sweep(let sweep): isFacilitate(sweep.drive.place)
    case .pulse(let pulse): isFacilitate(pulse.drive.place)
    case .together(let together): isFacilitate(together.place)
    case .repeat(let turns): turns.steps.contains { facilitates($0.value) }
    case .rest, .move, .ask: false
    }
  }

  private func isFacilitate(_ place: Step.Place) -> Bool {
    (place.profile ?? profile)?.value == .facilitate
  }
}

extension Located<Step> {
  fileprivate var isHold: Bool { if case .hold = value { true } else { false } }

  /// A warm-up with the profile that eases, where the zone's first one is another.
  fileprivate func easing(_ address: ZoneAddress, _ catalogue: Catalogue) -> Located<Step> {
    guard case .hold(var drive) = value, let zone = catalogue[address.zone],
      zone.profiles.first?.id == .facilitate, zone.profile(.relax) != nil
    else { return self }
    drive.place.profile = Located<ProfileID>(.relax, range)
    return Located(.hold(drive), range)
  }
}
