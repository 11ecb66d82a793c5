// SPDX-License-Identifier: Apache-2.0

import Anatomy
import Envelope
import Quantities
import Yams

/// Reads the files of questions, one after the other.
struct QuestionReader {
  let catalogue: Catalogue
  private(set) var questions: [ScreeningQuestion] = []
  private(set) var validity: [ScreeningQuestion.Scope: Interval] = [:]
  private(set) var agreementValidity: Interval?
  private var areas: [String: (name: String, zones: Set<ZoneID>)] = [:]

  init(catalogue: Catalogue) { self.catalogue = catalogue }

  mutating func read(areas text: String) throws(QuestionnaireError) {
    let document = try Self.decode(AreasDocument.self, text)
    guard document.schema == AreasDocument.schema else {
      throw .unreadable("schema '\(document.schema)' is not '\(AreasDocument.schema)'")
    }
    for (id, area) in document.areas {
      _ = try Provenance(area.source, area.standing, in: document.sources, for: id)
      areas[id] = (area.name, try zones(area.zones, for: id))
    }
  }

  mutating func read(_ text: String, _ scope: ScreeningQuestion.Scope, longest: Interval)
    throws(QuestionnaireError)
  {
    let document = try Self.decode(QuestionnaireDocument.self, text)
    guard document.schema == QuestionnaireDocument.schema, document.scope == scope else {
      throw .unreadable(
        "schema '\(document.schema)' of scope '\(document.scope.rawValue)' is not '\(QuestionnaireDocument.schema)' of '\(scope.rawValue)'"
      )
    }
    validity[scope] = try interval(document.answers, longest, in: document.sources, for: "answers")
    if let agreements = document.agreements {
      agreementValidity = try interval(
        agreements, Limits.agreementValid, in: document.sources, for: "agreements")
    }
    guard !document.questions.isEmpty else { throw .unreadable("no questions") }
    for entry in document.questions {
      guard !questions.contains(where: { $0.id == entry.id }) else { throw .duplicate(entry.id) }
      questions.append(try question(entry, scope, document.sources))
    }
  }

  private func question(
    _ entry: QuestionnaireDocument.Entry, _ scope: ScreeningQuestion.Scope,
    _ sources: [String: String]
  ) throws(QuestionnaireError) -> ScreeningQuestion {
    let limits = try self.limits(entry.limits ?? [], entry.id, sources)
    var agreed: [ZoneLimit]?
    if let lines = entry.agreed { agreed = try self.limits(lines, entry.id, sources) }
    switch entry.action {
    case .reduce:
      guard !limits.isEmpty else { throw .unreadable("'\(entry.id)' reduces nothing") }
    case .warn, .refuse, .emergency, .review:
      guard limits.isEmpty else {
        throw .unreadable("'\(entry.id)' has limits and does not reduce")
      }
    }
    if agreed != nil, entry.action != .refuse, entry.action != .reduce {
      throw .unreadable("nobody's agreement can change '\(entry.id)'")
    }
    return ScreeningQuestion(
      id: entry.id, scope: scope, covers: entry.covers, text: entry.text, action: entry.action,
      advice: entry.advice, limits: limits, agreed: agreed,
      item: try Provenance(entry.source, entry.standing.item, in: sources, for: entry.id),
      actionStanding: entry.standing.action)
  }

  private func limits(
    _ lines: [QuestionnaireDocument.Limit], _ id: String, _ sources: [String: String]
  ) throws(QuestionnaireError) -> [ZoneLimit] {
    var limits: [ZoneLimit] = []
    for line in lines {
      guard let factor = line.factor else {
        throw .unreadable(
          "'\(id)' leaves '\(line.amplitude)', expected a share such as 50 % or none")
      }
      let (place, zones) = try self.place(line, id)
      limits.append(
        ZoneLimit(
          question: id, place: place, zones: zones, factor: factor,
          provenance: try Provenance(line.source, line.standing, in: sources, for: id)))
    }
    return limits
  }

  /// What a limit concerns; without a word about it, everything.
  private func place(_ line: QuestionnaireDocument.Limit, _ id: String)
    throws(QuestionnaireError) -> (String, Set<ZoneID>)
  {
    var names: [String] = []
    var found: Set<ZoneID> = []
    for key in line.areas ?? [] {
      guard let area = areas[key] else { throw .unknownPlace(id, key) }
      names.append(area.name)
      found.formUnion(area.zones)
    }
    for name in line.classes ?? [] {
      guard let safetyClass = Self.classes[name] else { throw .unknownPlace(id, name) }
      names.append(name == "neck" ? "the neck" : "class \(name)")
      found.formUnion(
        catalogue.zones.filter { $0.effectiveClass == safetyClass }.map(\.id))
    }
    if let zones = line.zones {
      names += zones
      found.formUnion(try self.zones(zones, for: id))
    }
    guard names.isEmpty else { return (names.joined(separator: ", "), found) }
    return ("all zones", Set(catalogue.zones.map(\.id)))
  }

  private static let classes: [String: SafetyClass] = ["A": .a, "B": .b, "neck": .neck]

  private func zones(_ ids: [String], for id: String) throws(QuestionnaireError) -> Set<ZoneID> {
    for zone in ids where catalogue[ZoneID(zone)] == nil { throw .unknownPlace(id, zone) }
    return Set(ids.map { ZoneID($0) })
  }

  private func interval(
    _ validity: QuestionnaireDocument.Validity, _ longest: Interval, in sources: [String: String],
    for id: String
  ) throws(QuestionnaireError) -> Interval {
    let most = longest.milliseconds / 3_600_000
    guard let hours = validity.hours, hours > 0, hours <= most else {
      throw .unreadable("\(id) valid for '\(validity.valid)', expected 1 h to \(most) h")
    }
    _ = try Provenance(validity.source, validity.standing, in: sources, for: id)
    guard !validity.reason.isEmpty else { throw .unreadable("no reason for how long \(id) hold") }
    return .seconds(hours * 3600)
  }

  static func decode<T: Decodable>(_ type: T.Type, _ text: String)
    throws(QuestionnaireError) -> T
  {
    do {
      return try YAMLDecoder().decode(type, from: text)
    } catch {
      throw .unreadable("\(error)")
    }
  }
}
