// SPDX-License-Identifier: Apache-2.0
import Envelope
import Quantities
import Yams

/// Reads one file of zones.
///
/// Strict: every key is known, every number has its unit, every number and rule its sources.
struct CatalogueReader {
  let file: String
  let sources: SourceList

  func read(_ root: Node) throws(CatalogueError) -> [Zone] {
    let fields = try CatalogueFields(root, file: file, known: ["group", "claims", "zones"])
    guard let group = ZoneGroup(rawValue: try fields.text("group")) else {
      throw fields.problem("group", "is unknown")
    }
    var claims: [Claim] = []
    if fields.has("claims") {
      for node in try fields.items("claims") { claims.append(try claim(node)) }
    }
    var zones: [Zone] = []
    for node in try fields.items("zones") {
      zones.append(try zone(node, group: group, claims: claims))
    }
    return zones
  }

  private func claim(_ node: Node) throws(CatalogueError) -> Claim {
    let sheet = FactSheet(sources)
    let fields = try CatalogueFields(node, file: file, known: ["claim", "doubt"], sheet: sheet)
    return Claim(
      text: try fields.cited("claim"), doubt: try fields.text("doubt"),
      origins: sheet.facts.flatMap(\.origins))
  }

  private func zone(_ node: Node, group: ZoneGroup, claims: [Claim]) throws(CatalogueError) -> Zone
  {
    let sheet = FactSheet(sources)
    let fields = try CatalogueFields(node, file: file, known: Self.keys, sheet: sheet)
    let safetyClass = try safetyClass(fields)
    var sides: [Side] = []
    for text in try fields.texts("sides") {
      guard let side = Side(rawValue: text) else { throw fields.problem("sides", "is unreadable") }
      sides.append(side)
    }
    let time = try CatalogueFields(
      try fields.node("time"), file: file, known: ["default", "maximum"], sheet: sheet, path: "time"
    )
    let row = try fields.text("row")
    guard let row = Int(row) else { throw fields.problem("row", "is no number") }
    return Zone(
      id: ZoneID(try fields.text("id")),
      row: row,
      source: try fields.text("source"),
      name: try fields.text("name"),
      anatomicalName: try fields.text("latin"),
      aliases: try fields.texts("aliases"),
      tags: try fields.texts("tags"),
      group: group,
      sides: sides,
      region: try fields.text("region"),
      depth: try fields.cited("depth"),
      depthMillimeters: try fields.range("depth-range", unit: "mm"),
      attachment: try fields.cited("attachment"),
      levels: try levels(fields),
      referral: try fields.cited("referral"),
      roles: try roles(fields, sheet),
      safetyClass: safetyClass,
      profiles: try profiles(fields, zoneClass: safetyClass, sheet),
      defaultTime: .seconds(Int64(try time.number("default", unit: "s"))),
      maximumTime: .seconds(Int64(try time.number("maximum", unit: "s"))),
      contact: try fields.cited("contact"),
      cautions: try fields.cited("cautions"),
      safeNeighbour: try fields.has("neighbour") ? ZoneID(fields.cited("neighbour")) : nil,
      noGo: try fields.has("no-go") ? fields.citedNames("no-go") : [],
      reachableBy: try fields.has("reachable-by") ? fields.citedNames("reachable-by") : [],
      positions: try positions(fields, sheet),
      claims: claims,
      facts: sheet.facts)
  }

  private static let keys: Set<String> = [
    "id", "row", "source", "name", "latin", "aliases", "tags", "sides", "region", "depth",
    "depth-range", "attachment", "levels", "referral", "roles", "class", "profiles", "time",
    "neighbour", "contact", "cautions", "no-go", "reachable-by", "positions",
  ]

  private func safetyClass(_ fields: CatalogueFields) throws(CatalogueError) -> SafetyClass {
    switch try fields.cited("class") {
    case "A": .a
    case "B": .b
    case "C": .c
    default: throw fields.problem("class", "is none of A, B and C")
    }
  }

  private func levels(_ fields: CatalogueFields) throws(CatalogueError) -> ClosedRange<Vertebra>? {
    guard fields.has("levels") else { return nil }
    let parts = try fields.cited("levels").split(separator: "–")
    guard parts.count == 2, let upper = Vertebra(parts[0]), let lower = Vertebra(parts[1]),
      upper <= lower
    else { throw fields.problem("levels", "is no range of vertebrae") }
    return upper...lower
  }

  /// Each as in `tight forward-pelvis, the lumbar part [S16]`.
  private func roles(_ fields: CatalogueFields, _ sheet: FactSheet) throws(CatalogueError)
    -> [PostureRole]
  {
    guard fields.has("roles") else { return [] }
    var roles: [PostureRole] = []
    for text in try fields.citedItems("roles") {
      let words = text.split(separator: ",", maxSplits: 1)
      let names = (words.first ?? "").split(separator: " ")
      guard names.count == 2, let state = PostureRole.State(rawValue: String(names[0])),
        let pattern = PosturePattern(rawValue: String(names[1]))
      else { throw fields.problem("roles", "holds '\(text)', which is no role in a pattern") }
      roles.append(
        PostureRole(
          pattern: pattern, state: state,
          about: words.count == 2 ? String(words[1].drop { $0 == " " }) : "",
          origins: sheet.facts.last?.origins ?? []))
    }
    return roles
  }

  private func positions(_ fields: CatalogueFields, _ sheet: FactSheet) throws(CatalogueError)
    -> [Position]
  {
    guard fields.has("positions") else { return [] }
    let entry = try CatalogueFields(
      try fields.node("positions"), file: file,
      known: Set(Position.Stance.allCases.map(\.rawValue)), sheet: sheet, path: "positions")
    var positions: [Position] = []
    for stance in Position.Stance.allCases where entry.has(stance.rawValue) {
      positions.append(Position(stance: stance, text: try entry.cited(stance.rawValue)))
    }
    return positions
  }

  private func profiles(
    _ fields: CatalogueFields, zoneClass: SafetyClass, _ sheet: FactSheet
  ) throws(CatalogueError) -> [ZoneProfile] {
    var profiles: [ZoneProfile] = []
    for node in try fields.items("profiles") {
      let name = try CatalogueFields(node, file: file, known: Self.profileKeys).text("id")
      let entry = try CatalogueFields(
        node, file: file, known: Self.profileKeys, sheet: sheet, path: "profiles \(name)")
      guard let id = ProfileID(rawValue: name) else { throw entry.problem("id", "is no profile") }
      let frequency = try entry.range("frequency", unit: "Hz")
      let amplitude = try entry.range("amplitude", unit: "mm")
      let safetyClass = id == .neck ? SafetyClass.neck : zoneClass
      profiles.append(
        ZoneProfile(
          id: id,
          bounds: Bounds(
            frequencyMin: Hertz(hertz: frequency.lowerBound),
            frequencyMax: Hertz(hertz: frequency.upperBound),
            amplitudeMax: Displacement(millimeters: amplitude.upperBound),
            accelerationMax: Limits.accelerationMaximum(safetyClass)),
          amplitudeMin: Displacement(millimeters: amplitude.lowerBound),
          safetyClass: safetyClass))
    }
    return profiles
  }

  private static let profileKeys: Set<String> = ["id", "frequency", "amplitude"]
}
