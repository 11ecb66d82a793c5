// SPDX-License-Identifier: Apache-2.0
import Envelope
import Quantities

/// Checks again, in arithmetic of its own, what a proof promised, before anything is charged.
enum ProgramAudit {
  /// One sentence for each thing that does not hold; empty for a sound program.
  static func problems(of program: ProvedProgram, device: Bounds) -> [String] {
    guard !program.steps.isEmpty else { return ["The program has no steps."] }
    guard program.stepTexts.count == program.steps.count else {
      return ["The program has \(program.steps.count) steps and other texts for them."]
    }
    var problems: [String] = []
    for (index, step) in program.steps.enumerated() {
      guard program.segments.indices.contains(Int(step.segment)) else {
        problems.append("Step \(index + 1) treats no zone of the program.")
        continue
      }
      problems += audit(step, index, program.segments[Int(step.segment)])
    }
    for (index, segment) in program.segments.enumerated() {
      if !segment.limits.bounds.isUsable {
        problems.append("'\(segment.address)' has an empty envelope.")
      }
      let driven = program.steps.filter { $0.kind.isDriven && Int($0.segment) == index }
        .reduce(Interval.zero) { $0 + $1.duration }
      if driven > segment.limits.energisedMax {
        problems.append(
          "'\(segment.address)' is driven for \(driven.milliseconds / 1000) s, more than its limit of \(segment.limits.energisedMax.milliseconds / 1000) s; shorten it."
        )
      }
    }
    if program.energised > Limits.sessionEnergisedMaximum {
      problems.append(
        "The session is driven for \(program.energised.milliseconds / 1000) s, more than the limit of \(Limits.sessionEnergisedMaximum.milliseconds / 1000) s; split it."
      )
    }
    return problems
  }

  private static func audit(_ step: EngineStep, _ index: Int, _ segment: ProvedSegment)
    -> [String]
  {
    guard step.duration > .zero else { return ["Step \(index + 1) has no duration."] }
    guard step.kind == .drive else { return [] }
    var problems: [String] = []
    let bounds = segment.limits.bounds
    for (frequency, amplitude) in [
      (step.frequencyStart, step.amplitudeStart), (step.frequencyEnd, step.amplitudeEnd),
    ] {
      // Written so that a value that is not a number is refused.
      guard frequency >= bounds.frequencyMin && frequency <= bounds.frequencyMax else {
        problems.append(
          "Step \(index + 1) asks for \(frequency.hertz) Hz, outside \(bounds.frequencyMin.hertz)–\(bounds.frequencyMax.hertz) Hz of '\(segment.address)'."
        )
        continue
      }
      // Float arithmetic of two authors may differ in the last places; a thousandth does not.
      let cap = bounds.amplitudeCap(at: frequency).millimeters * 1.001 + 0.0005
      if !(amplitude.millimeters >= 0 && amplitude.millimeters <= cap) {
        problems.append(
          "Step \(index + 1) asks for \(amplitude.millimeters) mm at \(frequency.hertz) Hz, more than the \(cap) mm of '\(segment.address)'."
        )
      }
    }
    return problems
  }
}
