// SPDX-License-Identifier: Apache-2.0
import Yams

/// Reads the files beside the zones: no-go regions, places of pain, and the list of seventeen.
struct PlaceReader {
  let file: String
  let sources: SourceList

  func regions(_ root: Node) throws(CatalogueError) -> [NoGoRegion] {
    let fields = try CatalogueFields(root, file: file, known: ["regions"])
    var regions: [NoGoRegion] = []
    for node in try fields.items("regions") {
      let sheet = FactSheet(sources)
      let entry = try CatalogueFields(
        node, file: file, known: ["id", "name", "when", "reason"], sheet: sheet)
      regions.append(
        NoGoRegion(
          id: try entry.text("id"), name: try entry.text("name"),
          reason: try entry.cited("reason"),
          condition: try entry.has("when") ? entry.text("when") : nil,
          origins: sheet.facts.flatMap(\.origins)))
    }
    return regions
  }

  func sites(_ root: Node) throws(CatalogueError) -> [PainSite] {
    let fields = try CatalogueFields(root, file: file, known: ["sites"])
    var sites: [PainSite] = []
    for node in try fields.items("sites") {
      let sheet = FactSheet(sources)
      let entry = try CatalogueFields(
        node, file: file,
        known: ["id", "name", "words", "zones", "notes", "ask-first", "refuse", "questions"],
        sheet: sheet)
      let zones = try entry.has("zones") ? entry.citedNames("zones") : []
      let note = try entry.has("notes") ? entry.cited("notes") : nil
      let askFirst = try entry.has("ask-first") ? entry.cited("ask-first") : nil
      let refusal = try entry.has("refuse") ? entry.cited("refuse") : nil
      guard zones.isEmpty == (refusal != nil) else {
        throw entry.problem("zones", "and 'refuse': exactly one of them belongs there")
      }
      let questions = try entry.citedNames("questions")
      sites.append(
        PainSite(
          id: try entry.text("id"), name: try entry.text("name"), words: try entry.texts("words"),
          zones: zones.map { ZoneID($0) }, note: note, askFirst: askFirst, refusal: refusal,
          questions: questions, facts: sheet.facts))
    }
    return sites
  }

  func seventeen(_ root: Node) throws(CatalogueError) -> Seventeen {
    let fields = try CatalogueFields(root, file: file, known: ["title", "note", "muscles"])
    var muscles: [Seventeen.Muscle] = []
    for node in try fields.items("muscles") {
      let sheet = FactSheet(sources)
      let entry = try CatalogueFields(
        node, file: file, known: ["name", "zones", "survived"], sheet: sheet)
      let zones = try entry.citedNames("zones").map { ZoneID($0) }
      muscles.append(
        Seventeen.Muscle(
          name: try entry.text("name"), zones: zones,
          survived: try entry.has("survived") ? entry.text("survived") : nil,
          origins: sheet.facts.flatMap(\.origins)))
    }
    return Seventeen(
      title: try fields.text("title"), note: try fields.text("note"), muscles: muscles)
  }
}
