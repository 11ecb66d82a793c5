// SPDX-License-Identifier: Apache-2.0
import Anatomy
import ControlAPI
import Envelope
import Quantities

extension Control.Zone {
  init(_ zone: Zone, catalogue: Catalogue) {
    let depth = zone.depthMillimeters
    self.init(
      id: zone.id.rawValue, name: zone.name, anatomicalName: zone.anatomicalName,
      group: zone.group.rawValue, region: zone.region, sides: zone.sides.map(\.rawValue),
      levels: zone.levels.map { Self.vertebrae($0) } ?? [], depth: zone.depth,
      depthMillimeters: "\(Int(depth.lowerBound))–\(Int(depth.upperBound))",
      safetyClass: "\(zone.effectiveClass)",
      profiles: zone.profiles.map { profile in
        Control.Profile(
          id: profile.id.rawValue, frequencyMin: Double(profile.bounds.frequencyMin.hertz),
          frequencyMax: Double(profile.bounds.frequencyMax.hertz),
          amplitudeMin: profile.amplitudeMin.millimeters.shown,
          amplitudeMax: profile.bounds.amplitudeMax.millimeters.shown,
          accelerationMax: profile.bounds.accelerationMax.g.shown)
      },
      defaultSeconds: zone.defaultSeconds, maximumSeconds: zone.maximumSeconds,
      referral: zone.referral,
      roles: zone.roles.map {
        Control.Role(pattern: $0.pattern.rawValue, state: $0.state.rawValue, about: $0.about)
      },
      contact: zone.contact, cautions: zone.cautions,
      noGo: catalogue.noGo(beside: zone).map {
        Control.NoGo(id: $0.id, name: $0.name, reason: $0.reason, condition: $0.condition)
      },
      reachableBy: zone.reachableBy,
      positions: zone.positions.map {
        Control.Position(stance: $0.stance.rawValue, text: $0.text)
      }, aliases: zone.aliases, locked: zone.refusal, safeNeighbour: zone.safeNeighbour?.rawValue)
  }

  private static func vertebrae(_ range: ClosedRange<Vertebra>) -> [String] {
    var names: [String] = []
    for (letter, count) in [("C", 7), ("T", 12), ("L", 5), ("S", 5)] {
      for number in (letter == "C" ? 0 : 1)...count {
        guard let vertebra = Vertebra("\(letter)\(number)"), range.contains(vertebra) else {
          continue
        }
        names.append("\(vertebra)")
      }
    }
    return names
  }
}

extension Control.Origin {
  init(_ origin: Origin) {
    self.init(key: origin.key, standing: origin.standing.rawValue, title: origin.title)
  }
}

extension Control.Fact {
  init(_ fact: Fact) {
    self.init(
      name: fact.name, value: fact.value, origins: fact.origins.map { Control.Origin($0) })
  }
}

extension Control.Claim {
  init(_ claim: Claim) {
    self.init(
      text: claim.text, doubt: claim.doubt, origins: claim.origins.map { Control.Origin($0) })
  }
}

extension Control.Place {
  init(_ site: PainSite) {
    self.init(
      id: site.id, name: site.name, zones: site.zones.map(\.rawValue), askFirst: site.askFirst,
      note: site.note, questions: site.questions, facts: site.facts.map { Control.Fact($0) })
  }
}

extension Control.Listed {
  init(_ muscle: Seventeen.Muscle) {
    self.init(
      name: muscle.name, zones: muscle.zones.map(\.rawValue), survived: muscle.survived,
      origins: muscle.origins.map { Control.Origin($0) })
  }
}
