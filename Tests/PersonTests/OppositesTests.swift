// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Testing

@testable import Person

@Suite("Front against back") struct OppositesTests {
  @Test("every pair has two muscles, a question, a source and a standing")
  func pairs() {
    #expect(Opposites.all.map(\.id) == ["thigh", "hip", "trunk", "shoulders"])
    for pair in Opposites.all {
      #expect(pair.front != pair.back && pair.look.hasSuffix("?"))
      #expect(pair.across(pair.front)?.zone == pair.back)
      #expect(pair.across(pair.back)?.zone == pair.front)
      #expect(pair.across("adductors") == nil)
      #expect(pair.provenance.standing != .published)
    }
  }

  @Test("a file that names what is not there, or no source, is not read")
  func wrong() {
    let text = """
      schema: tonus-opposites/1
      sources: {a: A}
      pairs:
        - {id: x, front: quadriceps, back: hamstrings, look: "Which?", source: [a], standing: V}
      """
    #expect(throws: Never.self) { try Opposites.read(text) }
    for (find, replacement) in [
      ("hamstrings", "nothing"), ("[a]", "[]"), ("[a]", "[b]"), ("tonus-opposites/1", "x"),
    ] {
      #expect(throws: QuestionnaireError.self) {
        try Opposites.read(text.replacing(find, with: replacement))
      }
    }
  }

  @Test("the other side of the joint is told with the reason, and with its source")
  func reason() {
    let found = Assessment(muscles: [
      .init(zone: "quadriceps", side: .left, state: .tight),
      .init(zone: "hamstrings", side: .left, state: .weak),
    ])
    let items = found.proposal().items
    #expect(items.count == 2)
    #expect(items[0].reason.contains("unlike Hamstrings behind (weak)"), "\(items)")
    #expect(items.allSatisfy { $0.provenance.contains("pair:") && $0.provenance.contains("[V]") })
  }
}
