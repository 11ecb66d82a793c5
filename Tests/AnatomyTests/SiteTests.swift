// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Testing

@Suite("Where it hurts") struct SiteTests {
  let catalogue = Catalogue.standard

  @Test(
    "phrases lead to places",
    arguments: [
      ("pain between the shoulder blades", ["between-shoulder-blades"]),
      ("between my sholder blades", ["between-shoulder-blades"]),
      ("Between  the SHOULDER-blades!", ["between-shoulder-blades"]),
      ("midline low back", ["midline-low-back"]),
      ("low back", ["midline-low-back", "low-back-band"]),
      ("my lower back hurts", ["midline-low-back", "low-back-band"]),
      ("aching across the low back", ["low-back-band"]),
      ("iliac crest", ["iliac-crest"]),
      ("SI joint", ["sacrum"]),
      ("sciatica", ["buttock-leg"]),
      ("pain in the buttock, down the leg", ["buttock-leg"]),
      ("groin", ["flank-groin"]),
      ("stiff neck", ["shoulder-blade-border"]),
      ("headache behind the eye", ["back-of-head"]),
      ("front of the shoulder", ["front-of-shoulder"]),
      ("outside of my right hip", ["lateral-hip"]),
      ("right hip", ["lateral-hip"]),
      ("neck pain", ["shoulder-blade-border", "back-of-head"]),
      ("my shoulder", ["shoulder-blade-border", "front-of-shoulder"]),
      ("between my shoulderblades", ["between-shoulder-blades"]),
      ("back of my thigh", ["buttock-leg"]),
      ("upper back between the blades", ["between-shoulder-blades"]),
    ])
  func found(phrase: String, sites: [String]) throws {
    #expect(try catalogue.find(where: phrase).map(\.id) == sites)
  }

  @Test("what is said of the back as a whole is not said of the back of the head")
  func whole() throws {
    let sites = try catalogue.find(where: "my back hurts").map(\.id)
    #expect(sites.count > 3 && !sites.contains("back-of-head") && !sites.contains("chest"))
  }

  @Test("every name and word of a place leads to it", arguments: Catalogue.standard.sites)
  func own(site: PainSite) throws {
    for word in [site.id, site.name] + site.words {
      #expect(try catalogue.find(where: word).contains { $0.id == site.id }, "\(word)")
    }
    #expect(site.questions.allSatisfy { $0.hasPrefix("RF-") } && !site.questions.isEmpty)
  }

  @Test(
    "H10: a word about chest or heart refuses, whatever else is said",
    arguments: [
      "chest left side", "left side of my chest", "chest", "pressure on the chst", "my heart hurts",
      "between the shoulder blades and in the chest", "left arm", "jaw and neck", "right chest",
      "chset pain", "breast",
    ])
  func cardiac(phrase: String) throws {
    let sites = try catalogue.find(where: phrase)
    #expect(sites.map(\.id) == ["chest"])
    #expect(sites[0].zones.isEmpty)
    #expect(try #require(sites[0].refusal).hasPrefix("Think of the heart first."))
    #expect(sites[0].questions == ["RF-10"])
  }

  @Test(
    "an unknown phrase lists the places there are",
    arguments: [
      "", "   ", "elbow", "left", "front of the thigh", "lower", "on the side",
      "my knee hurts when it rains", "'; DROP TABLE zones; --",
      "\u{0}\u{1B}[2J", String(repeating: "neck ", count: 10_000) + "x",
    ])
  func unknown(phrase: String) throws {
    do throws(UnknownChoice) {
      // A very long phrase is read as far as 200 characters.
      let found = try catalogue.find(where: phrase)
      #expect(phrase.count > 1000 && found.count == 2)
    } catch {
      #expect(error.candidates == catalogue.sites.map(\.name))
    }
  }
}
