// SPDX-License-Identifier: Apache-2.0

import ControlAPI

/// Plans that ship, and what an assessment suggests.
enum ProposalText {
  static func plans(_ plans: [PlanProgram], style: TextStyle) -> [String] {
    var lines: [String] = []
    for plan in plans {
      if !lines.isEmpty { lines.append("") }
      let facts =
        [Figures.duration(seconds: plan.seconds), plan.needsSide ? "--side left or right" : nil]
        + [plan.pattern.map { _ in "after 'tonus plan'" }]
      lines.append(
        style.bold(plan.name) + "  " + facts.compactMap { $0 }.joined(separator: " · "))
      lines += Layout.wrapped(plan.about, width: style.width - 2).map { "  " + $0 }
    }
    return lines
  }

  static func page(_ page: Control.ShowPlanReply, style: TextStyle) -> [String] {
    let plan = page.plan
    var lines = [
      style.bold(plan.title),
      "\(plan.name) · \(Figures.duration(seconds: plan.seconds)) · \(plan.steps) steps",
    ]
    lines += Layout.wrapped(plan.about, width: style.width)
    lines += Layout.wrapped("Source: \(plan.source)", width: style.width).map { style.dim($0) }
    lines += Layout.wrapped(plan.zones.joined(separator: ", "), width: style.width)
    lines += QuestionText.restrictions(page.omitted, style: style)
    let parts = page.files.filter { $0.key != page.main }.sorted { $0.key < $1.key }
    for (name, text) in [(page.main, page.files[page.main] ?? "")]
      + parts.map({ ($0.key, $0.value) })
    {
      lines += ["", style.dim("# \(name)")]
      lines += text.split(separator: "\n").map(String.init)
    }
    return lines
  }

  static func lines(_ proposal: Control.Proposal, style: TextStyle) -> [String] {
    var lines = Layout.wrapped(proposal.caution, width: style.width)
    for (index, item) in proposal.items.enumerated() {
      lines += [
        "",
        "\(index + 1)  " + style.bold(item.zone)
          + "  \(item.profile) · \(item.seconds) s · confidence \(item.confidence)",
      ]
      lines += Layout.wrapped(item.reason, width: style.width - 3).map { "   " + $0 }
      lines += Layout.wrapped(item.source, width: style.width - 3).map { "   " + style.dim($0) }
    }
    if proposal.items.isEmpty, proposal.plans.isEmpty {
      lines += ["", "Nothing to treat follows from it."]
    }
    for plan in proposal.plans {
      lines += ["", style.bold("A plan that may suit: \(plan.plan)") + "  tonus run \(plan.plan)"]
      for text in [plan.reason, plan.against] {
        lines += Layout.wrapped(text, width: style.width - 3).map { "   " + $0 }
      }
      lines += Layout.wrapped(plan.source, width: style.width - 3).map { "   " + style.dim($0) }
    }
    lines += part("For information, not treated", proposal.information, style)
    lines += part("Left out", proposal.leftOut, style)
    lines += part("What others say; nothing here is computed with", proposal.advice, style)
    if !proposal.items.isEmpty {
      lines += [
        "",
        "\(Figures.duration(seconds: Double(proposal.seconds))) in all: tonus run proposal. Afterwards: tonus plan again, to compare.",
      ]
    }
    return lines
  }

  static func changes(_ changes: [String], style: TextStyle) -> [String] {
    changes.isEmpty ? [] : part("Since the last time", changes, style).dropFirst() + [""]
  }

  private static func part(_ heading: String, _ texts: [String], _ style: TextStyle) -> [String] {
    guard !texts.isEmpty else { return [] }
    return ["", style.bold(heading)] + QuestionText.restrictions(texts, style: style)
  }
}
