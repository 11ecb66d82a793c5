// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Envelope
import Testing

@Suite("A zone address") struct ZoneAddressTests {
  let catalogue = Catalogue.standard

  @Test(
    "reads and prints",
    arguments: [
      ("multifidus-lumbar@L5-S1:left", "multifidus-lumbar@L5-S1:left"),
      ("multifidus-lumbar@l4:RIGHT", "multifidus-lumbar@L4:right"),
      ("multifidus-lumbar@L5–S1", "multifidus-lumbar@L5-S1"),
      ("QL:left", "quadratus-lumborum:left"),
      (" lower back deep @ S1-S2 : left ", "multifidus-lumbar@S1-S2:left"),
      ("piriformis", "piriformis"),
      ("interspinales-lumbar", "interspinales-lumbar:midline"),
      ("interspinales-cervical@C7-T1", "interspinales-cervical@C7-T1:midline"),
    ])
  func reads(text: String, printed: String) throws {
    let address = try catalogue.resolve(text).get()
    #expect("\(address)" == printed)
    #expect(try catalogue.resolve(printed).get() == address)
  }

  @Test(
    "refuses with the reason and the way out",
    arguments: [
      ("multifidus-lumbar@T12", "'multifidus-lumbar' is addressed at L1–S4, not at T12."),
      ("multifidus-lumbar@S4-S5", "'multifidus-lumbar' is addressed at L1–S4, not at S4-S5."),
      (
        "multifidus-lumbar@L3-L5",
        "'L3-L5' is no level. Write a vertebra (L4) or two neighbours, upper first (L5-S1)."
      ),
      (
        "multifidus-lumbar@L6",
        "'L6' is no level. Write a vertebra (L4) or two neighbours, upper first (L5-S1)."
      ),
      (
        "multifidus-lumbar@",
        "'' is no level. Write a vertebra (L4) or two neighbours, upper first (L5-S1)."
      ),
      ("piriformis@L4", "'piriformis' is treated as a whole. Leave out '@L4'."),
      ("piriformis:up", "'up' is no side. Write left or right."),
      ("interspinales-lumbar:left", "'interspinales-lumbar' has no side 'left', only midline."),
      ("piriformis:midline", "'piriformis' has no side 'midline', only left or right."),
      (
        "traps:left",
        "'traps' means several zones. Name one of trapezius-upper, trapezius-middle or trapezius-lower."
      ),
      ("xyzzy", "There is no zone 'xyzzy'. List them with 'tonus zones'."),
    ])
  func refuses(text: String, message: String) {
    guard case .failure(let problem) = catalogue.resolve(text) else {
      Issue.record("'\(text)' was accepted")
      return
    }
    #expect(problem.message == message)
  }

  @Test("H6: class C is refused by every name, with why and a neighbour that is not")
  func locked() throws {
    let locked = catalogue.zones.filter { $0.safetyClass == .c }
    #expect(locked.count == 6)
    for zone in locked {
      for text in [zone.id.rawValue, zone.name, "\(zone.id):left"] {
        guard case .failure(let problem) = catalogue.resolve(text), case .locked = problem else {
          Issue.record("\(text) was not refused as locked")
          continue
        }
        let neighbour = try #require(zone.safeNeighbour)
        #expect(problem.message.contains("class C"))
        #expect(problem.message.contains(zone.cautions))
        #expect(problem.message.contains("Use \(neighbour) instead."))
      }
    }
  }

  @Test("levels order from head to tail and refuse everything else")
  func vertebrae() throws {
    let names =
      (0...7).map { "C\($0)" } + (1...12).map { "T\($0)" } + (1...5).map { "L\($0)" }
      + (1...5).map { "S\($0)" }
    let all = try names.map { try #require(Vertebra($0)) }
    #expect(all == all.sorted())
    #expect(all.map { "\($0)" } == names)
    for text in ["", "L", "L0", "T13", "C8", "S6", "X1", "L01x", "L1 ", "１", "L-1", "L+1"] {
      #expect(Vertebra(text) == nil, "\(text)")
    }
    #expect(Level("S1-L5") == nil)
    #expect(Level("L5-L5") == nil)
    #expect(Level("C7-T1") != nil)
  }
}
