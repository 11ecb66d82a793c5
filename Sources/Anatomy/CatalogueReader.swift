// SPDX-License-Identifier: Apache-2.0
import Envelope
import Quantities
import Yams

/// Reads one file of the catalogue.
///
/// Strict: every key is known, every number has its unit.
struct CatalogueReader {
  let file: String

  func read(_ text: String) throws(CatalogueError) -> [Zone] {
    let root: Node?
    do {
      root = try Yams.compose(yaml: text, .basic)
    } catch {
      throw CatalogueError(file: file, line: 0, message: "\(error)")
    }
    guard let root else { throw CatalogueError(file: file, line: 1, message: "the file is empty") }
    let fields = try CatalogueFields(root, file: file, known: ["group", "zones"])
    guard let group = ZoneGroup(rawValue: try fields.text("group")) else {
      throw fields.problem("group", "is unknown")
    }
    var zones: [Zone] = []
    for node in try fields.items("zones") { zones.append(try zone(node, group: group)) }
    return zones
  }

  private func zone(_ node: Node, group: ZoneGroup) throws(CatalogueError) -> Zone {
    let fields = try CatalogueFields(node, file: file, known: Self.keys)
    let safetyClass = try safetyClass(fields)
    var sides: [Side] = []
    for text in try fields.texts("sides") {
      guard let side = Side(rawValue: text) else { throw fields.problem("sides", "is unreadable") }
      sides.append(side)
    }
    let time = try CatalogueFields(
      try fields.node("time"), file: file, known: ["default", "maximum"])
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
      depth: try fields.text("depth"),
      depthMillimeters: try fields.range("depth-range", unit: "mm"),
      attachment: try fields.text("attachment"),
      levels: try levels(fields),
      referral: try fields.text("referral"),
      postureRole: try fields.text("posture"),
      safetyClass: safetyClass,
      profiles: try profiles(fields, zoneClass: safetyClass),
      defaultTime: .seconds(Int64(try time.number("default", unit: "s"))),
      maximumTime: .seconds(Int64(try time.number("maximum", unit: "s"))),
      contact: try fields.text("contact"),
      cautions: try fields.text("cautions"),
      safeNeighbour: try fields.has("neighbour") ? ZoneID(fields.text("neighbour")) : nil)
  }

  private static let keys: Set<String> = [
    "id", "row", "source", "name", "latin", "aliases", "tags", "sides", "region", "depth",
    "depth-range", "attachment", "levels", "referral", "posture", "class", "profiles", "time",
    "neighbour", "contact", "cautions",
  ]

  private func safetyClass(_ fields: CatalogueFields) throws(CatalogueError) -> SafetyClass {
    switch try fields.text("class") {
    case "A": .a
    case "B": .b
    case "C": .c
    default: throw fields.problem("class", "is none of A, B and C")
    }
  }

  private func levels(_ fields: CatalogueFields) throws(CatalogueError) -> ClosedRange<Vertebra>? {
    guard fields.has("levels") else { return nil }
    let parts = try fields.text("levels").split(separator: "–")
    guard parts.count == 2, let upper = Vertebra(parts[0]), let lower = Vertebra(parts[1]),
      upper <= lower
    else { throw fields.problem("levels", "is no range of vertebrae") }
    return upper...lower
  }

  private func profiles(_ fields: CatalogueFields, zoneClass: SafetyClass)
    throws(CatalogueError) -> [ZoneProfile]
  {
    var profiles: [ZoneProfile] = []
    for node in try fields.items("profiles") {
      let entry = try CatalogueFields(node, file: file, known: ["id", "frequency", "amplitude"])
      guard let id = ProfileID(rawValue: try entry.text("id")) else {
        throw entry.problem("id", "is no profile")
      }
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
}
