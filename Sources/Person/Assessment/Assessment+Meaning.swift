// SPDX-License-Identifier: Apache-2.0

public import Anatomy
import Envelope
import Quantities

extension Assessment {
  /// What it suggests to treat.
  public func proposal(
    _ restrictions: Restrictions = .none, catalogue: Catalogue = .standard
  ) -> Proposal {
    var proposer = Proposer(
      self, restrictions, catalogue: catalogue, rules: .standard)
    return proposer.run()
  }

  /// Zone-sides that may not be woken: tight or in spasm, and everything with pain above 5.
  public func mayFacilitate(_ zone: ZoneID, _ side: Side) -> Bool {
    guard pain <= Proposer.painForFacilitation else { return false }
    switch state(zone, side) {
    case .tight, .spasm: return false
    case .weak, .normal, nil: return true
    }
  }

  /// What has changed since an earlier one, a line for each thing that both looked at.
  public func changes(since earlier: Assessment) -> [String] {
    var lines: [String] = []
    if pain != earlier.pain || pain > 0 {
      lines.append(
        "pain: \(earlier.pain) → \(pain)\(word(pain, earlier.pain, more: "worse", less: "better"))")
    }
    for movement in movements {
      guard let before = earlier.movements.first(where: { $0.isSame(as: movement) }) else {
        continue
      }
      lines.append(
        "\(movement): \(before.freedom) → \(movement.freedom)\(word(movement.freedom, before.freedom, more: "freer", less: "stiffer"))"
      )
    }
    for muscle in muscles {
      guard let before = earlier.state(muscle.zone, muscle.side), before != muscle.state else {
        continue
      }
      lines.append(
        "\(muscle.zone):\(muscle.side.rawValue): \(before.rawValue) → \(muscle.state.rawValue)")
    }
    if let daily, let before = earlier.daily { lines += daily.changes(since: before) }
    return lines
  }

  private func word(_ now: Int, _ before: Int, more: String, less: String) -> String {
    now == before ? " (the same)" : now > before ? " (\(more))" : " (\(less))"
  }
}

extension DatedAssessment {
  /// Whether it still says something at `now`.
  public func holds(at now: Timestamp) -> Bool {
    given <= now && now - given < Limits.assessmentValid
  }
}

extension Plan {
  /// Why it may not run for a person, and the way out; nil where nothing stands against it.
  ///
  /// A plan for a posture pattern needs an assessment that found it: who guesses may treat the wrong
  /// muscles (first seed).
  public func refusal(_ dated: DatedAssessment?, side: Side?, now: Timestamp) -> String? {
    guard let pattern else { return nil }
    guard let dated, dated.holds(at: now) else {
      return
        "'\(name)' is for a posture pattern, and there is no assessment of the last \(Limits.assessmentValid.milliseconds / 86_400_000) days; look first, with 'tonus plan'."
    }
    guard dated.assessment.patterns.contains(pattern) else {
      let found = dated.assessment.patterns.map(\.rawValue).joined(separator: ", ")
      return
        "'\(name)' is for the pattern '\(pattern.rawValue)', and the assessment found \(found.isEmpty ? "none" : found); look again with 'tonus plan'."
    }
    guard !needsSide || side == dated.assessment.highSide else {
      return
        "'\(name)' was asked for the \(side?.rawValue ?? "") side, and the assessment found the other hip high; look again with 'tonus plan'."
    }
    return nil
  }
}
