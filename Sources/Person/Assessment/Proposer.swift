// SPDX-License-Identifier: Apache-2.0

import Anatomy
import Envelope
import Programs
import Quantities

/// Makes a proposal: deep first, then what is tight, then what is weak, within one session.
struct Proposer {
  let assessment: Assessment
  let restrictions: Restrictions
  let catalogue: Catalogue
  let rules: AssessmentRules
  private var items: [Proposal.Item] = []
  private var information: [Proposal.Remark] = []
  private var leftOut: [Proposal.Remark] = []
  private var energised: [ZoneAddress: Int] = [:]

  /// Seconds of warm-up at the beginning of a session.
  static let warmUp = Int(Limits.warmUpDuration.milliseconds / 1000)
  private static let easing = 45
  private static let neck = 30
  private static let waking = 60
  /// Pain above this of 10 forbids to wake anything (domain.md §2.3 `[E]`).
  static let painForFacilitation = 5

  init(
    _ assessment: Assessment, _ restrictions: Restrictions, catalogue: Catalogue,
    rules: AssessmentRules
  ) {
    self.assessment = assessment
    self.restrictions = restrictions
    self.catalogue = catalogue
    self.rules = rules
  }

  mutating func run() -> Proposal {
    followMovements()
    let findings = findings()
    for finding in findings where finding.state != .weak { ease(finding) }
    for finding in findings where finding.state == .weak { wake(finding) }
    return Proposal(
      items: items, information: information, leftOut: leftOut,
      advice: Advice.fitting(assessment),
      plans: assessment.daily.flatMap { DailyLifeRules.standard.suggestion(for: $0) }.map { [$0] }
        ?? [],
      bundle: ProposalText.bundle(items, catalogue))
  }

  /// One zone-side with what speaks for it.
  private struct Finding {
    enum State { case tight, weak, unknown }
    var zone: Zone
    var side: Side
    var state: State
    var reason: String
    var provenance: String
    var confidence: Proposal.Confidence
  }

  private mutating func followMovements() {
    for movement in assessment.movements where movement.freedom <= rules.restrictedAtMost {
      let fitting = rules.movements.filter {
        $0.region == movement.region && $0.direction == movement.direction
      }
      for rule in fitting {
        for zone in rule.zones.compactMap({ catalogue[$0] }) {
          for side in sides(rule.across, movement.side) where zone.sides.contains(side) {
            let level = movement.level.flatMap { Level($0) }
            var address = ZoneAddress(zone: zone.id, side: side)
            if let level {
              address.level = level
              if case .failure = catalogue.validate(address) { address.level = nil }
            }
            add(
              zone, address, facilitate: false,
              "\(movement) is restricted (\(movement.freedom) of 10): it may be held by this muscle, which nobody can feel",
              "\(rule.provenance)", .medium)
          }
        }
      }
    }
  }

  private func sides(_ across: AssessmentRules.Across, _ side: Side?) -> [Side] {
    switch (across, side) {
    case (.same, let side?): [side]
    case (.opposite, let side?): [side.opposite]
    case (.both, _), (_, nil): [.left, .right]
    }
  }

  /// Every zone-side that was found or belongs to a pattern, deep ones first.
  private func findings() -> [Finding] {
    var findings: [Finding] = []
    for zone in catalogue.zones {
      for side in zone.sides {
        if let finding = finding(zone, side) { findings.append(finding) }
      }
    }
    return findings.enumerated().sorted {
      ($0.element.confidence == .medium ? 0 : 1, Self.depth($0.element.zone), $0.offset)
        < ($1.element.confidence == .medium ? 0 : 1, Self.depth($1.element.zone), $1.offset)
    }.map(\.element)
  }

  private static func depth(_ zone: Zone) -> Int {
    zone.depth.hasPrefix("D") ? 0 : zone.depth.hasPrefix("I") ? 1 : 2
  }

  private func finding(_ zone: Zone, _ side: Side) -> Finding? {
    if let state = assessment.state(zone.id, side) {
      let (found, words): (Finding.State, String) =
        switch state {
        case .tight: (.tight, "you found it tight")
        case .spasm: (.tight, "you found it in spasm")
        case .weak: (.weak, "its test was harder to do")
        case .normal: (.unknown, "")
        }
      guard state != .normal else { return nil }
      let (across, origin) = comparedAcross(zone, side, state)
      return Finding(
        zone: zone, side: side, state: found,
        reason: words + compared(zone, side, state) + across,
        provenance: "your own finding" + origin, confidence: .medium)
    }
    let roles = zone.roles.filter { role in
      assessment.patterns.contains(role.pattern) && role.state != .involved && isHere(role, side)
    }
    guard let first = roles.first else { return nil }
    let states = Set(roles.map(\.state))
    let names = roles.map { role in
      "\(role.state.rawValue) with \(role.pattern.rawValue)"
        + (role.about.isEmpty ? "" : ", \(role.about)")
    }.joined(separator: "; ")
    let origins = roles.flatMap(\.origins).map { "\($0.title) [\($0.standing.rawValue)]" }
    let isClear = states.count == 1
    return Finding(
      zone: zone, side: side,
      state: !isClear ? .unknown : first.state == .tight ? .tight : .weak,
      reason: isClear
        ? "held to be \(names)" : "sources contradict each other (\(names)), so it is only eased",
      provenance: Array(Set(origins)).sorted().joined(separator: "; "), confidence: .low)
  }

  /// The other side, where it was looked at too.
  private func compared(_ zone: Zone, _ side: Side, _ state: Assessment.Muscle.State) -> String {
    guard let other = assessment.state(zone.id, side.opposite), other != state else { return "" }
    return ", unlike the other side (\(other.rawValue))"
  }

  /// The muscle across the joint, front against back, where it was looked at too and is another.
  private func comparedAcross(_ zone: Zone, _ side: Side, _ state: Assessment.Muscle.State)
    -> (reason: String, provenance: String)
  {
    for pair in Opposites.all {
      guard let (other, place) = pair.across(zone.id), let its = assessment.state(other, side),
        its != state
      else { continue }
      let name = catalogue[other]?.name ?? other.rawValue
      return (", unlike \(name) \(place) (\(its.rawValue))", "; pair: \(pair.provenance)")
    }
    return ("", "")
  }

  private func isHere(_ role: PostureRole, _ side: Side) -> Bool {
    guard role.pattern == .highHip, let high = assessment.highSide, side != .midline else {
      return true
    }
    if role.about.contains("high side") { return side == high }
    if role.about.contains("low side") { return side == high.opposite }
    return true
  }

  private mutating func ease(_ finding: Finding) {
    add(
      finding.zone, ZoneAddress(zone: finding.zone.id, side: finding.side), facilitate: false,
      finding.reason, finding.provenance, finding.confidence)
  }

  private mutating func wake(_ finding: Finding) {
    guard finding.zone.safetyClass == .c || finding.zone.profile(.facilitate) != nil else {
      return leave(finding.zone.id, "held to be weak, and it has no profile that wakes it")
    }
    guard assessment.pain <= Self.painForFacilitation else {
      return leave(
        finding.zone.id,
        "weak muscles are not woken with pain above \(Self.painForFacilitation) of 10")
    }
    add(
      finding.zone, ZoneAddress(zone: finding.zone.id, side: finding.side), facilitate: true,
      finding.reason, finding.provenance, finding.confidence)
  }

  private mutating func add(
    _ zone: Zone, _ address: ZoneAddress, facilitate: Bool, _ reason: String,
    _ provenance: String, _ confidence: Proposal.Confidence
  ) {
    if let refusal = zone.refusal {
      let remark = Proposal.Remark(zone: zone.id, text: refusal)
      if !information.contains(remark) { information.append(remark) }
      return
    }
    if let limit = restrictions.refusal(zone.id) {
      return leave(zone.id, "off for this person: \(limit.note)")
    }
    if let lock = restrictions.lock(address) { return leave(zone.id, lock) }
    guard !items.contains(where: { $0.address == address }),
      let profile = facilitate
        ? zone.profile(.facilitate) : zone.profiles.first(where: { $0.id != .facilitate })
    else { return }
    let seconds = facilitate ? Self.waking : zone.effectiveClass == .neck ? Self.neck : Self.easing
    let place = ZoneAddress(zone: zone.id, side: address.side)
    let warmUp = items.isEmpty ? Self.warmUp : 0
    guard (energised[place] ?? 0) + seconds + warmUp <= zone.maximumSeconds else {
      return leave(zone.id, "it has its \(zone.maximumSeconds) s of one application already")
    }
    let session = Int(Limits.sessionEnergisedMaximum.milliseconds / 1000)
    let total = items.reduce(Self.warmUp) { $0 + $1.seconds }
    guard total + seconds <= session else {
      return leave(zone.id, "there is no room in the \(session / 60) min of one session; next time")
    }
    energised[place, default: 0] += seconds + warmUp
    items.append(
      Proposal.Item(
        address: address, profile: profile.id, seconds: seconds, reason: reason,
        provenance: provenance, confidence: confidence))
  }

  private mutating func leave(_ zone: ZoneID, _ text: String) {
    let remark = Proposal.Remark(zone: zone, text: text)
    if !leftOut.contains(remark) { leftOut.append(remark) }
  }
}
