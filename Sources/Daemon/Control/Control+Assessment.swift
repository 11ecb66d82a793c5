// SPDX-License-Identifier: Apache-2.0
import Anatomy
public import ControlAPI
public import Person
import Programs
import Quantities

extension Control.PlanProgram {
  init(_ plan: Plan, catalogue: Catalogue) {
    let program = plan.program()
    let timeline = try? Checker.prove(
      program, catalogue: catalogue, device: Programs.Preset.anyDevice
    ).get()
    self.init(
      name: plan.name, title: program.title, about: plan.about,
      source: plan.provenance.description,
      zones: timeline?.summary.treatments.map { "\($0.zone):\($0.side.rawValue)" } ?? [],
      seconds: timeline.map { Double($0.summary.energised.milliseconds) / 1000 } ?? 0,
      steps: timeline?.steps.count ?? 0, pattern: plan.pattern?.rawValue,
      needsSide: plan.needsSide)
  }
}

extension Control.Proposal {
  init(_ proposal: Person.Proposal) {
    self.init(
      caution: Person.Proposal.caution,
      items: proposal.items.map { item in
        Control.ProposalItem(
          zone: item.address.description, profile: item.profile.rawValue, seconds: item.seconds,
          reason: item.reason, source: item.provenance, confidence: item.confidence.rawValue)
      }, information: proposal.information.map(\.text),
      leftOut: proposal.leftOut.map { "\($0.zone): \($0.text)" },
      advice: proposal.advice.map(\.description),
      plans: proposal.plans.map { plan in
        Control.PlanSuggestion(
          plan: plan.plan, reason: plan.reason, source: plan.provenance.description,
          against: "\(plan.against.text) (\(plan.against.provenance))")
      }, seconds: proposal.seconds,
      program: proposal.bundle.flatMap { $0.files[$0.main] } ?? "")
  }
}

extension Control.Assessment {
  /// As it goes over the wire.
  public init(_ assessment: Person.Assessment) {
    self.init(
      patterns: assessment.patterns.map(\.rawValue), highSide: assessment.highSide?.rawValue,
      painPattern: assessment.painPattern.rawValue, pain: assessment.pain,
      movements: assessment.movements.map { movement in
        Control.Movement(
          region: movement.region.rawValue, level: movement.level,
          direction: movement.direction.rawValue, side: movement.side?.rawValue,
          freedom: movement.freedom)
      },
      muscles: assessment.muscles.map {
        Control.Muscle(zone: $0.zone.rawValue, side: $0.side.rawValue, state: $0.state.rawValue)
      }, daily: assessment.daily.map { Control.DailyLife($0) })
  }
}

extension Control.DailyLife {
  public init(_ daily: Person.DailyLife) {
    self.init(
      abilities: daily.abilities, sittingHours: daily.sittingHours, work: daily.work)
  }
}

extension Person.DailyLife {
  init(_ sent: Control.DailyLife) {
    self.init(abilities: sent.abilities, sittingHours: sent.sittingHours, work: sent.work)
  }
}

extension Person.Assessment {
  /// Reads what a client sent; muscles by any name that means one zone.
  init(_ sent: Control.Assessment, _ resolver: TargetResolver) throws(ControlError) {
    self.init(pain: sent.pain)
    for name in sent.patterns { patterns.append(try Self.word(name, "posture pattern")) }
    if let side = sent.highSide { highSide = try Self.word(side, "side") }
    painPattern = try Self.word(sent.painPattern, "pain pattern")
    for movement in sent.movements {
      var side: Side?
      if let name = movement.side { side = try Self.word(name, "side") }
      movements.append(
        Movement(
          region: try Self.word(movement.region, "region"), level: movement.level,
          direction: try Self.word(movement.direction, "direction"), side: side,
          freedom: movement.freedom))
    }
    for muscle in sent.muscles {
      muscles.append(
        Muscle(
          zone: try resolver.zone(muscle.zone).id, side: try Self.word(muscle.side, "side"),
          state: try Self.word(muscle.state, "state")))
    }
    daily = sent.daily.map { DailyLife($0) }
  }

  private static func word<T: RawRepresentable & CaseIterable>(_ text: String, _ what: String)
    throws(ControlError) -> T where T.RawValue == String
  {
    guard let value = T(rawValue: text.lowercased()) else {
      let known = T.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
      throw .messageInvalid("'\(text)' is no \(what). Give one of \(known).")
    }
    return value
  }
}
