// SPDX-License-Identifier: Apache-2.0

import Anatomy

/// What is made of an assessment, from the files in `Plans/`.
struct AssessmentRules: Sendable {
  enum Across: String, Decodable, Sendable { case same, opposite, both }

  struct MovementRule: Sendable {
    let region: Assessment.Movement.Region
    let direction: Assessment.Movement.Direction
    let across: Across
    let zones: [ZoneID]
    let provenance: Provenance
  }

  let movements: [MovementRule]
  /// A movement with this freedom or less is restricted.
  let restrictedAtMost: Int
  let restricted: Provenance
  let advice: [Advice]

  static let standard: AssessmentRules = {
    do {
      return try AssessmentRules(
        movements: String(decoding: PackageResources.movements_yaml, as: UTF8.self),
        advice: String(decoding: PackageResources.advice_yaml, as: UTF8.self))
    } catch {
      // The files are compiled in and read by a test.
      preconditionFailure("\(error)")
    }
  }()

  init(movements: String, advice: String, catalogue: Catalogue = .standard)
    throws(QuestionnaireError)
  {
    let document = try QuestionReader.decode(MovementsDocument.self, movements)
    let said = try QuestionReader.decode(AdviceDocument.self, advice)
    guard document.schema == "tonus-movements/1", said.schema == "tonus-advice/1" else {
      throw .unreadable("schema '\(document.schema)' or '\(said.schema)' is not known")
    }
    var rules: [MovementRule] = []
    for rule in document.rules {
      let id = "\(rule.region.rawValue) \(rule.direction.rawValue)"
      for zone in rule.zones where catalogue[ZoneID(zone)] == nil { throw .unknownPlace(id, zone) }
      rules.append(
        MovementRule(
          region: rule.region, direction: rule.direction, across: rule.side,
          zones: rule.zones.map { ZoneID($0) },
          provenance: try Provenance(rule.source, rule.standing, in: document.sources, for: id)))
    }
    self.movements = rules
    restrictedAtMost = document.restricted.atMost
    restricted = try Provenance(
      document.restricted.source, document.restricted.standing, in: document.sources,
      for: "restricted")
    var all: [Advice] = []
    for entry in said.advice {
      var against: Advice.Contrary?
      if let contrary = entry.against {
        against = Advice.Contrary(
          text: contrary.text,
          provenance: try Provenance(
            contrary.source, contrary.standing, in: said.sources, for: entry.id))
      }
      all.append(
        Advice(
          id: entry.id, text: entry.text,
          provenance: try Provenance(entry.source, entry.standing, in: said.sources, for: entry.id),
          against: against, occasion: entry.when))
    }
    self.advice = all
  }
}

private struct MovementsDocument: Decodable {
  struct Restricted: Decodable {
    let atMost: Int
    let source: [String]
    let standing: Standing

    enum CodingKeys: String, CodingKey {
      case atMost = "at-most"
      case source, standing
    }
  }

  struct Rule: Decodable {
    let region: Assessment.Movement.Region
    let direction: Assessment.Movement.Direction
    let side: AssessmentRules.Across
    let zones: [String]
    let source: [String]
    let standing: Standing
  }

  let schema: String
  let sources: [String: String]
  let restricted: Restricted
  let rules: [Rule]
}

private struct AdviceDocument: Decodable {
  struct Contrary: Decodable {
    let text: String
    let source: [String]
    let standing: Standing
  }

  struct Entry: Decodable {
    let id: String
    let when: Advice.Occasion
    let text: String
    let source: [String]
    let standing: Standing
    let against: Contrary?
  }

  let schema: String
  let sources: [String: String]
  let advice: [Entry]
}
