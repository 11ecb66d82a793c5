// SPDX-License-Identifier: Apache-2.0
import Anatomy
import ControlAPI
import Ledger
import Person
import Programs

extension ControlService {
  func plans() -> [Control.PlanProgram] {
    Plans.all.map { Control.PlanProgram($0, catalogue: plane.catalogue) }
  }

  func showPlan(_ parameters: Control.ShowPlanParameters, uid: UInt32) throws
    -> Control.ShowPlanReply
  {
    guard let plan = Plans.named(parameters.name) else {
      let near = Plans.suggestions(for: parameters.name)
      let hint = near.first.map { "Did you mean '\($0)'?" } ?? "List them with 'tonus plans'."
      throw ControlError.noSuchPreset(
        "There is no plan '\(parameters.name)'. \(hint)", name: parameters.name, candidates: near)
    }
    let side = parameters.side.flatMap { Side(rawValue: $0) } ?? .left
    let resolver = try resolver(for: plane.subject(parameters.subject, uid: uid))
    let bundle = plan.bundle(side: side)
    let places = plan.program(side: side).places(catalogue: plane.catalogue) ?? []
    return Control.ShowPlanReply(
      plan: Control.PlanProgram(plan, catalogue: plane.catalogue), main: bundle.main,
      files: bundle.files, omitted: places.compactMap { resolver.refusal($0) }.unique)
  }

  func assess(_ parameters: Control.AssessParameters, uid: UInt32) throws -> Control.AssessReply {
    let subject = plane.subject(parameters.subject, uid: uid)
    var assessment = try Assessment(parameters.assessment, resolver)
    let before = try plane.store.dailyCourse(subject: subject).now
    let earlier = try plane.store.keep(assessment, subject: subject, now: plane.clock.reading())
    plane.reconsider()
    let changes =
      earlier.map { assessment.changes(since: $0.assessment) }
      ?? assessment.daily.map { $0.changes(since: before) } ?? []
    assessment.daily = try plane.store.dailyCourse(subject: subject).now
    return Control.AssessReply(
      proposal: Control.Proposal(
        assessment.proposal(try plane.restrictions(subject), catalogue: plane.catalogue)),
      changes: changes)
  }

  func proposePlan(_ parameters: Control.ProposePlanParameters, uid: UInt32) throws
    -> Control.ProposePlanReply
  {
    let subject = plane.subject(parameters.subject, uid: uid)
    let view = try plane.view(of: subject)
    guard var dated = view.assessment else {
      throw ControlError.refused(
        "There is no assessment of the last 28 days. Look first, with 'tonus plan'.",
        rule: "assessment")
    }
    let daily = try plane.store.dailyCourse(subject: subject).now
    dated.assessment.daily = daily.isEmpty ? nil : daily
    return Control.ProposePlanReply(
      proposal: Control.Proposal(
        dated.assessment.proposal(view.restrictions, catalogue: plane.catalogue)),
      given: dated.given.rfc3339, assessment: Control.Assessment(dated.assessment))
  }
}

extension [String] {
  /// Each once, in order.
  fileprivate var unique: [String] {
    reduce(into: []) { all, text in if !all.contains(text) { all.append(text) } }
  }
}
