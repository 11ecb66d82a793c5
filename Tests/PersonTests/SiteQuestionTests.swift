// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Person
import Testing

@Suite("The red flags of a place that hurts") struct SiteQuestionTests {
  @Test(
    "H10: each is a question that is asked before a session", arguments: Catalogue.standard.sites)
  func known(site: PainSite) {
    for id in site.questions {
      #expect(Questionnaire.standard[id]?.scope == .session, "\(site.id): \(id)")
    }
  }

  @Test("H10: the heart comes first where the chest hurts")
  func cardiac() throws {
    let site = try #require(Catalogue.standard.sites.first { $0.refusal != nil })
    #expect(site.questions.contains { Questionnaire.standard[$0]?.action == .emergency })
  }
}
