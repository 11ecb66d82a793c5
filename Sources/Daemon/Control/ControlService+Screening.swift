// SPDX-License-Identifier: Apache-2.0
import Anatomy
import ControlAPI
import Ledger
import Person
import Sessions

extension ControlService {
  func questions(_ parameters: Control.QuestionsParameters, uid: UInt32) throws
    -> Control.QuestionsReply
  {
    let subject = plane.subject(parameters.subject, uid: uid)
    let verdict = try plane.store.screening(
      subject: subject, toBegin: true, now: plane.clock.reading())
    let open = Set(verdict.open)
    return Control.QuestionsReply(
      questions: Questionnaire.standard.questions.map { question in
        Control.Question(question, open: open.contains(question.id))
      }, answeredUntil: verdict.until.map { $0.rfc3339 },
      restrictions: verdict.restrictions.notes,
      agreements: try plane.store.agreements(subject: subject).map {
        Control.Agreement(question: $0.question, clinician: $0.clinician, date: $0.date)
      })
  }

  func answerQuestions(_ parameters: Control.AnswerQuestionsParameters, uid: UInt32) throws
    -> Control.AnswerQuestionsReply
  {
    let verdict = try plane.store.answer(
      parameters.answers.map { (question: $0.id, yes: $0.yes) },
      subject: plane.subject(parameters.subject, uid: uid), now: plane.clock.reading())
    plane.reconsider()
    guard case .passed(let advice, let restrictions, let until) = verdict else {
      throw ControlError(.screening(verdict))
    }
    return Control.AnswerQuestionsReply(
      answeredUntil: until.rfc3339, warnings: advice.map { "\($0.id): \($0.advice)" },
      restrictions: restrictions.notes)
  }

  func recordAgreement(_ parameters: Control.RecordAgreementParameters, uid: UInt32) throws
    -> Control.RecordAgreementReply
  {
    let verdict = try plane.store.agree(
      to: parameters.question, clinician: parameters.clinician, date: parameters.date,
      subject: plane.subject(parameters.subject, uid: uid), now: plane.clock.reading())
    return Control.RecordAgreementReply(restrictions: verdict.restrictions.notes)
  }

  /// Nothing is proved for whom nothing may run; open questions are left to the start.
  func requireScreening(_ subject: LedgerSubject, _ treatments: [Treatment]) throws {
    let verdict = try plane.store.screening(subject: subject, now: plane.clock.reading())
    switch verdict {
    case .open: return
    case .emergency, .refused: throw ControlError(.screening(verdict))
    case .passed(_, let restrictions, _):
      for treatment in treatments {
        guard let refusal = treatment.refusal(restrictions) else { continue }
        throw ControlError.refused(refusal.message, rule: refusal.rule)
      }
    }
  }
}

extension Control.Question {
  init(_ question: ScreeningQuestion, open: Bool) {
    self.init(
      id: question.id, text: question.text, action: question.action.rawValue,
      advice: question.advice, source: question.provenance, scope: question.scope.rawValue,
      effect: question.consequence, agreement: question.agreed != nil, open: open)
  }
}

extension ScreeningVerdict {
  /// Until when the answers hold; nil while some are open.
  var until: Timestamp? {
    switch self {
    case .open: nil
    case .emergency(_, let until), .refused(_, let until), .passed(_, _, let until): until
    }
  }

  /// Ids of what has to be answered first.
  var open: [String] { if case .open(let questions) = self { questions.map(\.id) } else { [] } }
}

extension Restrictions {
  /// A line for each limit.
  var notes: [String] { limits.map(\.note) }

  /// A line for each limit that concerns what is treated.
  func notes(on treatments: [Treatment]) -> [String] {
    let zones = Set(treatments.map { ZoneID($0.zoneSide.zone) })
    return limits.filter { !$0.zones.isDisjoint(with: zones) }.map(\.note)
  }
}
