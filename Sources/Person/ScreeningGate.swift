// SPDX-License-Identifier: Apache-2.0

import Quantities

/// Decides from a person's answers whether a session may begin, and within what (hazard H10).
///
/// Pure: time comes in. The gate knows no way round itself; what skips confirmations elsewhere has
/// no parameter here.
public struct ScreeningGate: Sendable {
  public let questionnaire = Questionnaire.standard

  public init() {}

  /// Checks a set of answers that is given at once.
  ///
  /// Each question once; of a scope that is touched all of them, and every question that was open.
  /// The same answer given twice is one answer. An emergency is taken at once: who has one is not
  /// asked on.
  public func accept(
    _ answers: [(question: String, yes: Bool)], earlier: [GivenAnswer] = [], at now: Timestamp
  ) throws(AnswerError) -> [GivenAnswer] {
    var taken: [String: Bool] = [:]
    for answer in answers {
      guard questionnaire[answer.question] != nil else {
        throw .unknownQuestion(answer.question, known: questionnaire.questions.map(\.id))
      }
      if let earlier = taken[answer.question], earlier != answer.yes {
        throw .contradiction(answer.question)
      }
      taken[answer.question] = answer.yes
    }
    let given = questionnaire.questions.compactMap { question in
      taken[question.id].map { GivenAnswer(question: question.id, yes: $0, given: now) }
    }
    let touched = Set(given.compactMap { questionnaire[$0.question]?.scope })
    // A review that is answered yes opens the health questions, so they come along.
    let open = Set(self.open(newest(earlier + given, now: now)).map(\.id))
    let missing = questionnaire.questions.filter {
      taken[$0.id] == nil && (touched.contains($0.scope) || open.contains($0.id))
    }
    let isEmergency = given.contains {
      $0.yes && questionnaire[$0.question]?.action == .emergency
    }
    guard isEmergency || (missing.isEmpty && !given.isEmpty) else {
      throw .incomplete(missing: (given.isEmpty ? questionnaire.questions : missing).map(\.id))
    }
    return given
  }

  /// Checks a clinician's agreement: the question, the name, and the day, at most 180 days ago.
  public func accept(
    agreement question: String, clinician: String, date: String, at now: Timestamp
  ) throws(AnswerError) -> GivenAgreement {
    let possible = questionnaire.questions.filter { $0.agreed != nil }.map(\.id)
    guard possible.contains(question) else { throw .noAgreement(question, known: possible) }
    guard (2...100).contains(clinician.count),
      clinician.unicodeScalars.allSatisfy({ !$0.properties.isPatternWhitespace || $0 == " " }),
      clinician.contains(where: \.isLetter)
    else { throw .unnamedClinician }
    // A day's grace: the calendar of who agreed may be ahead of UTC.
    guard let given = CalendarDay(date)?.start, given <= now + .seconds(Int64(86_400)),
      now - given < questionnaire.agreementValidity
    else { throw .agreementDate(date) }
    return GivenAgreement(question: question, clinician: clinician, date: date, recorded: now)
  }

  /// What answers and agreements, in any order and of any age, mean at `now`.
  ///
  /// The newest answer to a question counts, as long as its scope allows. One that claims to come
  /// from the future was given under another clock and does not count. A yes of the graver action
  /// comes first, also while other questions are open.
  ///
  /// - Parameter lasting: how long what begins now may take: answers that end before it are open, and
  ///   `until` is the last moment at which it may begin.
  public func screen(
    _ answers: [GivenAnswer], agreements: [GivenAgreement] = [], now: Timestamp,
    lasting: Interval = .zero
  ) -> ScreeningVerdict {
    let newest = newest(answers, now: now)
    let agreed = agreements.filter { isInForce($0, newest[$0.question], now: now) }
    let yes = questionnaire.questions.filter { newest[$0.id]?.yes == true }
    let until =
      questionnaire.questions.compactMap { question in
        newest[question.id].map { $0.given + questionnaire.validity(of: question) }
      }.min() ?? now
    let emergencies = yes.filter { $0.action == .emergency }
    if !emergencies.isEmpty { return .emergency(emergencies, until: until) }
    let isAgreed = { (question: ScreeningQuestion) in
      question.agreed != nil && agreed.contains { $0.question == question.id }
    }
    let refusals = yes.filter { $0.action == .refuse && !isAgreed($0) }
    if !refusals.isEmpty { return .refused(refusals, until: until) }
    let open = open(newest.filter { holds($0.value, at: now + lasting) })
    if !open.isEmpty { return .open(open) }
    let limits = yes.flatMap { question in
      isAgreed(question) ? question.agreed ?? [] : question.limits
    }
    return .passed(
      advice: yes.filter { $0.action != .review }, Restrictions(limits), until: until - lasting)
  }

  /// The newest answer to each question that still holds.
  private func newest(_ answers: [GivenAnswer], now: Timestamp) -> [String: GivenAnswer] {
    var newest: [String: GivenAnswer] = [:]
    for answer in answers {
      guard answer.given <= now, holds(answer, at: now) else { continue }
      if let earlier = newest[answer.question], !isNewer(answer, than: earlier) { continue }
      newest[answer.question] = answer
    }
    return newest
  }

  private func holds(_ answer: GivenAnswer, at moment: Timestamp) -> Bool {
    questionnaire[answer.question].map {
      moment - answer.given < questionnaire.validity(of: $0)
    } ?? false
  }

  /// Questions without an answer, and those about health from before a change.
  private func open(_ newest: [String: GivenAnswer]) -> [ScreeningQuestion] {
    let changed = questionnaire.questions.compactMap { question -> Timestamp? in
      guard question.action == .review, let answer = newest[question.id], answer.yes else {
        return nil
      }
      return answer.given
    }.max()
    return questionnaire.questions.filter { question in
      guard let answer = newest[question.id] else { return true }
      guard let changed, question.scope == .health else { return false }
      return answer.given < changed
    }
  }

  /// An agreement is for a yes; one that was recorded in the future does not count.
  private func isInForce(
    _ agreement: GivenAgreement, _ answer: GivenAnswer?, now: Timestamp
  ) -> Bool {
    guard let given = CalendarDay(agreement.date)?.start, agreement.recorded <= now else {
      return false
    }
    return answer?.yes == true && now - given < questionnaire.agreementValidity
  }

  /// At the same moment the yes is the newer one: doubt refuses.
  private func isNewer(_ a: GivenAnswer, than b: GivenAnswer) -> Bool {
    a.given > b.given || (a.given == b.given && a.yes)
  }
}
