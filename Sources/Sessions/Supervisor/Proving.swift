// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Envelope
import Programs
import Quantities

extension Undertaking {
  /// A program of the language, proved by the checker when its time has come.
  ///
  /// - Parameter treatments: every zone-side the program may treat; a proof that treats another one
  ///   is refused.
  public init(
    subject: String, title: String, program: Program, hash: String = "",
    arguments: ProgramArguments,
    catalogue: Catalogue = .standard, treatments: [Treatment]
  ) {
    self.init(subject: subject, title: title, treatments: treatments) { conditions in
      switch Checker.prove(
        program, arguments: arguments, catalogue: catalogue, person: conditions.person,
        device: conditions.device)
      {
      case .success(let timeline): .success(ProvedProgram(timeline, hash: hash))
      case .failure(let problems):
        .failure(ProofFailure(problems))
      }
    }
  }
}

extension ProofFailure {
  /// What the checker found, without its places.
  init(_ problems: Problems) {
    self.init(
      problems: problems.list.filter { $0.severity == .error }.map { problem in
        problem.hint.map { "\(problem.message) \($0)" } ?? problem.message
      })
  }
}

extension ProofConditions {
  /// The conditions as the checker takes them.
  public var person: PersonLimits {
    var person = PersonLimits.unrestricted
    for (side, factor) in amplitudeFactors {
      for place in side.places {
        person.zoneFactors[place] = min(factor, person.zoneFactors[place] ?? factor)
      }
    }
    for side in notFacilitated { person.notFacilitated.formUnion(side.places) }
    return person
  }
}

extension ZoneSide {
  /// What it means to the checker; a side that is none of the three restricts all of them.
  fileprivate var places: [PersonLimits.ZoneSide] {
    (Side(rawValue: side).map { [$0] } ?? Side.allCases).map {
      PersonLimits.ZoneSide(zone: ZoneID(zone), side: $0)
    }
  }
}

extension ProvedProgram {
  /// The checker's timeline in the engine's terms.
  ///
  /// - Parameter hash: of exactly the texts that were checked.
  public init(_ timeline: Timeline, hash: String = "") {
    self.init(
      title: timeline.title,
      steps: timeline.steps.map { EngineStep($0) },
      segments: timeline.segments.map { segment in
        ProvedSegment(
          zoneSide: ZoneSide(segment.address), address: segment.address.description,
          limits: EngineSegment(bounds: segment.bounds, energisedMax: segment.maximumEnergised))
      },
      stepTexts: timeline.stepTexts, notes: timeline.warnings.map(\.message))
    self.hash = hash
    waves = timeline.waves
    code = timeline.code
    branches = timeline.branches
    drives = timeline.drives
  }
}

extension EngineStep {
  init(_ step: TimelineStep) {
    let kind: Kind =
      switch step.kind {
      case .drive: .drive
      case .rest: .rest
      case .move: .move
      case .ask: .ask
      }
    self.init(
      kind: kind, duration: step.duration, drive: step.drive, segment: step.segment,
      next: step.next, branch: step.branch, reaction: step.reaction, firstOther: step.firstOther,
      otherCount: step.otherCount)
  }
}

extension ZoneSide {
  /// The tissue an address names; without a side it is the midline.
  public init(_ address: ZoneAddress) {
    self.init(zone: address.zone.rawValue, side: (address.side ?? .midline).rawValue)
  }
}

extension Treatment {
  /// A zone-side under the limits of its class.
  public init(
    zoneSide: ZoneSide, safetyClass: SafetyClass, locked: String? = nil,
    safeNeighbour: String? = nil
  ) {
    let refusal =
      safetyClass.isTreatable
      ? locked : locked ?? "zones of class C are refused, and there is no unlock."
    self.init(
      zoneSide: zoneSide, applicationMax: Limits.applicationMaximum(safetyClass),
      dailyMax: Limits.dailyMaximum(safetyClass),
      restAfterCap: Limits.restAfterCap(safetyClass),
      firstSessionsFactor: Limits.firstSessionsFactor(safetyClass),
      amplitudeStepMaximum: Limits.amplitudeStepMaximum(safetyClass), locked: refusal,
      safeNeighbour: safeNeighbour)
  }
}
