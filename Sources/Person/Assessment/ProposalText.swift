// SPDX-License-Identifier: Apache-2.0

import Anatomy
import Programs
import Quantities

/// Writes a proposal as a program file of the parts that the shipped plans use.
enum ProposalText {
  private static let tolerance =
    "Comfortable? Type how much it hurts, 0 to 10; 6 or more makes it softer."

  static func bundle(_ items: [Proposal.Item], _ catalogue: Catalogue) -> ProgramBundle? {
    guard let first = items.first, let zone = catalogue[first.address.zone] else { return nil }
    // Light first: with the profile that eases, where the first thing to do is to wake.
    let easing = zone.profile(.relax).map { ", profile: \($0.id.rawValue)" }
    let profile = first.profile == .facilitate ? easing ?? "" : ""
    var lines = [
      "# From your assessment; no diagnosis.", "tonus: 1", "title: Your plan",
      "zone: \"\(first.address)\"", "on: {pain >= 6: soften 30 %}", "steps:",
    ]
    for (index, item) in items.enumerated() {
      guard let frequency = catalogue[item.address.zone]?.profile(item.profile)?.workingFrequency
      else { return nil }
      if index == 0 {
        // The last third asks whether it is comfortable, and goes on gently while nobody answers.
        let texts = [(Proposer.warmUp - 10, "Warming up"), (10, tolerance)]
        lines += texts.map { seconds, text in
          "  - hold: {frequency: 30 Hz, amplitude: 30 %, for: \(seconds) s\(profile), text: \"\(text)\"}"
        }
      } else {
        lines.append(
          "  - move: {to: \"\(item.address)\", wait: 60 s, text: \"\(move(item))\"}")
      }
      let turns = item.profile == .facilitate ? 2 : 1
      for turn in 0..<turns {
        if turn > 0 { lines.append("  - rest: {for: 10 s, text: \"Let the muscle go.\"}") }
        lines.append(
          "  - use: {program: parts/\(item.profile.rawValue).yaml, with: {work: \(Int(frequency.hertz.rounded())) Hz, time: \(item.seconds / turns - 5) s}}"
        )
      }
    }
    return Plans.bundle(Proposal.name, lines.joined(separator: "\n") + "\n")
  }

  private static func move(_ item: Proposal.Item) -> String {
    let level = item.address.level == nil ? "" : ", {level}"
    let side = item.address.side == .midline ? "" : ", {side} side"
    return "Move the head to {zone}\(level)\(side)."
  }
}
