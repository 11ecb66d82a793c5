// SPDX-License-Identifier: Apache-2.0
import Envelope
import Programs
import Quantities

/// Checks again, in arithmetic of its own, what a proof promised, before anything is charged.
enum ProgramAudit {
  /// Moments of a wave that are looked at.
  static let waveSamples: Int64 = 1000

  /// One sentence for each thing that does not hold; empty for a sound program.
  static func problems(of program: ProvedProgram) -> [String] {
    guard !program.steps.isEmpty else { return ["The program has no steps."] }
    guard program.stepTexts.count == program.steps.count else {
      return ["The program has \(program.steps.count) steps and other texts for them."]
    }
    guard program.engine.isSound else {
      return ["A step of the program leads backwards, or to what is not there."]
    }
    var problems: [String] = []
    for (index, step) in program.steps.enumerated() {
      problems += audit(step, index, program)
    }
    for (index, segment) in program.segments.enumerated() {
      if !segment.limits.bounds.isUsable {
        problems.append("'\(segment.address)' has an empty envelope.")
      }
      let driven = program.energised(segment: Int32(index))
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

  private static func audit(_ step: EngineStep, _ index: Int, _ program: ProvedProgram)
    -> [String]
  {
    guard step.duration > .zero else { return ["Step \(index + 1) has no duration."] }
    guard step.kind == .drive else { return [] }
    let segment = program.segments[Int(step.segment)]
    return program.engine.drives(of: step).flatMap { audit($0, of: step, index, program, segment) }
  }

  private static func audit(
    _ drive: TimelineDrive, of step: EngineStep, _ index: Int, _ program: ProvedProgram,
    _ segment: ProvedSegment
  ) -> [String] {
    guard drive.wave >= 0 else {
      return problem(drive.frequencyStart, drive.amplitudeStart, index, segment)
        + problem(drive.frequencyEnd, drive.amplitudeEnd, index, segment)
    }
    for moment in 0...waveSamples {
      let elapsed = Interval(nanoseconds: step.duration.nanoseconds / waveSamples * moment)
      let (frequency, amplitude) = drive.sample(
        elapsed, of: step.duration, in: segment.limits.bounds, waves: program.waves.span,
        code: program.code.span)
      let found = problem(frequency, amplitude, index, segment)
      if !found.isEmpty { return found }
    }
    return []
  }

  private static func problem(
    _ frequency: Hertz, _ amplitude: Displacement, _ index: Int, _ segment: ProvedSegment
  ) -> [String] {
    let bounds = segment.limits.bounds
    // Written on the bare numbers, so that what is none is refused.
    guard
      frequency.hertz >= bounds.frequencyMin.hertz && frequency.hertz <= bounds.frequencyMax.hertz
    else {
      return [
        "Step \(index + 1) asks for \(frequency.hertz) Hz, outside \(bounds.frequencyMin.hertz)–\(bounds.frequencyMax.hertz) Hz of '\(segment.address)'."
      ]
    }
    // Float arithmetic of two authors may differ in the last places; a thousandth does not.
    let cap = bounds.amplitudeCap(at: frequency).millimeters * 1.001 + 0.0005
    guard amplitude.millimeters >= 0 && amplitude.millimeters <= cap else {
      return [
        "Step \(index + 1) asks for \(amplitude.millimeters) mm at \(frequency.hertz) Hz, more than the \(cap) mm of '\(segment.address)'."
      ]
    }
    return []
  }
}
