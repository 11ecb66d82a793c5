// SPDX-License-Identifier: Apache-2.0

import Quantities

/// Decides from a person's answers whether a session may begin (hazard H10).
///
/// Pure: time comes in. The gate knows no way round itself; what skips confirmations elsewhere has
/// no parameter here.
public struct RedFlagGate: Sendable {
  public let questionnaire: Questionnaire

  public init(questionnaire: Questionnaire = .standard) {
    self.questionnaire = questionnaire
  }

  /// Checks a set of answers that is given at once: each question once, all of them.
  ///
  /// The same answer given twice is one answer.
  public func accept(_ answers: [(question: String, yes: Bool)], at now: Timestamp)
    throws(AnswerError) -> [GivenAnswer]
  {
    var taken: [String: Bool] = [:]
    for answer in answers {
      guard questionnaire[answer.question] != nil else {
        throw .unknownQuestion(answer.question, known: questionnaire.flags.map(\.id))
      }
      if let earlier = taken[answer.question], earlier != answer.yes {
        throw .contradiction(answer.question)
      }
      taken[answer.question] = answer.yes
    }
    let missing = questionnaire.flags.map(\.id).filter { taken[$0] == nil }
    guard missing.isEmpty else { throw .incomplete(missing: missing) }
    return questionnaire.flags.compactMap { flag in
      taken[flag.id].map { GivenAnswer(question: flag.id, yes: $0, given: now) }
    }
  }

  /// What `answers`, in any order and of any age, mean at `now`.
  ///
  /// The newest answer to a question counts, for 24 h. One that claims to come from the future was
  /// given under another clock and does not count. A yes of the graver action comes first, also
  /// while other questions are open.
  public func screen(_ answers: [GivenAnswer], now: Timestamp) -> ScreeningVerdict {
    var newest: [String: GivenAnswer] = [:]
    for answer in answers where holds(answer, now: now) {
      if let earlier = newest[answer.question], !isNewer(answer, than: earlier) { continue }
      newest[answer.question] = answer
    }
    let standing = questionnaire.flags.compactMap { newest[$0.id] }
    let until = (standing.map(\.given).min() ?? now) + questionnaire.validity
    let yes = questionnaire.flags.filter { newest[$0.id]?.yes == true }
    let emergencies = yes.filter { $0.action == .emergency }
    if !emergencies.isEmpty { return .emergency(emergencies, until: until) }
    let refusals = yes.filter { $0.action == .refuse }
    if !refusals.isEmpty { return .refused(refusals, until: until) }
    let open = questionnaire.flags.filter { newest[$0.id] == nil }
    if !open.isEmpty { return .open(open) }
    return .passed(warnings: yes.filter { $0.action == .warn }, until: until)
  }

  private func holds(_ answer: GivenAnswer, now: Timestamp) -> Bool {
    answer.given <= now && now - answer.given < questionnaire.validity
  }

  /// At the same moment the yes is the newer one: doubt refuses.
  private func isNewer(_ a: GivenAnswer, than b: GivenAnswer) -> Bool {
    a.given > b.given || (a.given == b.given && a.yes)
  }
}
