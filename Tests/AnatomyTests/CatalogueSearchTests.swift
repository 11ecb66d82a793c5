// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Testing

@Suite("Finding a zone") struct CatalogueSearchTests {
  let catalogue = Catalogue.standard

  @Test(
    "names, common names, Latin and slips that mean one zone find it",
    arguments: [
      ("multifidus-lumbar", "multifidus-lumbar"),
      ("multifidus_l", "multifidus-lumbar"),
      ("lower back deep", "multifidus-lumbar"),
      ("Lower  Back, deep", "multifidus-lumbar"),
      ("QL", "quadratus-lumborum"),
      ("ql left", "quadratus-lumborum"),
      ("quadratis lumborm", "quadratus-lumborum"),
      ("lats", "latissimus-dorsi"),
      ("upper traps", "trapezius-upper"),
      ("psoas", "iliopsoas"),
      ("TFL", "tensor-fasciae-latae"),
      ("quads", "quadriceps"),
      ("hamstirngs", "hamstrings"),
      ("M. gluteus maximus", "gluteus-maximus"),
      ("glute max", "gluteus-maximus"),
      ("pecs", "pectoralis"),
      ("lumbar multifidus", "multifidus-lumbar"),
      ("multifidus lumbar", "multifidus-lumbar"),
      ("multifidis lumbar", "multifidus-lumbar"),
      ("piriformus", "piriformis"),
      ("rhomboid", "rhomboids"),
      ("SCM", "sternocleidomastoid-scalenes"),
      ("infraspinatus", "infraspinatus"),
    ])
  func one(query: String, id: String) {
    #expect(catalogue.find(query).zones.map(\.id.rawValue) == [id])
    guard case .one = catalogue.find(query) else {
      Issue.record("'\(query)' gave \(catalogue.find(query).zones.map(\.id))")
      return
    }
  }

  @Test(
    "what means several zones lists them in catalogue order",
    arguments: [
      (
        "multifidis",
        ["multifidus-lumbar", "multifidus-thoracic", "multifidus-rotatores-cervical"]
      ),
      ("glute", ["gluteus-maximus", "gluteus-medius", "gluteus-minimus"]),
      ("traps", ["trapezius-upper", "trapezius-middle", "trapezius-lower"]),
      ("hip flexors", ["tensor-fasciae-latae", "iliopsoas", "quadriceps"]),
    ])
  func several(query: String, ids: [String]) {
    guard case .several(let zones) = catalogue.find(query) else {
      Issue.record("'\(query)' gave \(catalogue.find(query).zones.map(\.id))")
      return
    }
    #expect(zones.map(\.id.rawValue) == ids)
  }

  @Test("a region lists its zones", arguments: ["back", "lower back", "neck", "buttock", "spine"])
  func region(word: String) {
    let zones = catalogue.find(word).zones
    #expect(zones.count > 2)
    #expect(zones.allSatisfy { $0.tags.contains(word) })
    #expect(zones.map(\.row) == zones.map(\.row).sorted())
  }

  @Test(
    "every id, source id, name and Latin name finds its zone", arguments: Catalogue.standard.zones)
  func own(zone: Zone) {
    for query in [zone.id.rawValue, zone.source, zone.name, zone.anatomicalName] {
      #expect(catalogue.find(query).zones.map(\.id) == [zone.id], "\(query)")
    }
    for alias in zone.aliases {
      #expect(catalogue.find(alias).zones.contains { $0.id == zone.id }, "\(alias)")
    }
  }

  @Test(
    "nonsense finds nothing",
    arguments: ["", "   ", "xyzzy", "☃", "@", ":::", "12345678901234567890"])
  func nothing(query: String) {
    #expect(catalogue.find(query).zones.isEmpty)
  }

  @Test("a near miss gets suggestions")
  func suggestions() {
    guard case .none(let suggestions) = catalogue.find("pirformsi x") else {
      Issue.record("found \(catalogue.find("pirformsi x"))")
      return
    }
    #expect(suggestions.map(\.id).contains("piriformis"))
  }

  @Test(
    "one slip anywhere in an id is forgiven", arguments: Catalogue.standard.zones.map(\.id.rawValue)
  )
  func slips(id: String) {
    let letters = Array(id)
    for position in letters.indices where letters[position] != "-" {
      var dropped = letters
      dropped.remove(at: position)
      let found = catalogue.find(String(dropped)).zones.map(\.id.rawValue)
      #expect(found.contains(id), "\(String(dropped)) gave \(found)")
      guard position + 1 < letters.count, letters[position + 1] != "-" else { continue }
      var swapped = letters
      swapped.swapAt(position, position + 1)
      let other = catalogue.find(String(swapped)).zones.map(\.id.rawValue)
      #expect(other.contains(id), "\(String(swapped)) gave \(other)")
    }
  }
}
