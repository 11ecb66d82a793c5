// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ControlAPI

struct PlansCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plans", abstract: "List the plans that ship, or show one with its program.")

  @OptionGroup var global: GlobalOptions

  @Option(help: ArgumentHelp("Show this plan.", valueName: "name"))
  var show: String?

  @Option(help: ArgumentHelp("left or right, for a plan that has a side.", valueName: "side"))
  var side: String?

  @Option(help: ArgumentHelp("Who is treated; you unless named.", valueName: "name"))
  var subject: String?

  func run() async throws {
    try await global.perform { control, output in
      guard let show else {
        let plans = try await control.plans()
        return try output.show(plans, ProposalText.plans(plans, style: output.style))
      }
      let page = try await control.plan(show, side, subject)
      try output.show(page, ProposalText.page(page, style: output.style))
    }
  }
}

struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Look at posture, pain and movement, and see what to treat; never a diagnosis.",
    discussion: """
      Asks one thing after the other, or takes the answers as options. Do it before and after a session:
      what has changed is shown. Then 'tonus run proposal' runs what it suggests.
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var findings: AssessmentOptions

  @Flag(help: "Only show what the last assessment suggests.")
  var last = false

  @Option(help: ArgumentHelp("Who is treated; you unless named.", valueName: "name"))
  var subject: String?

  func run() async throws {
    let given = try findings.assessment()
    try await global.perform { control, output in
      if last {
        let reply = try await control.proposal(subject)
        return try output.show(
          reply, ["From \(reply.given)."] + ProposalText.lines(reply.proposal, style: output.style))
      }
      var assessment = given
      if assessment == nil {
        assessment = try await AssessmentDialogue(output: output, keyboard: StandardKeyboard())
          .ask()
      }
      guard let assessment else { return }
      let reply = try await control.assess(subject, assessment)
      try output.show(
        reply,
        ProposalText.changes(reply.changes, style: output.style)
          + ProposalText.lines(reply.proposal, style: output.style))
    }
  }
}
