// SPDX-License-Identifier: Apache-2.0
public import Quantities

/// A program that was proved: exactly what will be asked of the device, moment by moment.
///
/// Steps, further drives, waves, their code and branches are flat arrays of plain bytes, to be
/// copied into memory that a tick may read.
public struct Timeline: Hashable, Sendable {
  /// Entries of `branches` for one `ask`: answers 0 to 10, and none at all.
  public static let answers = 12

  public var title: String
  public var intensity: Int
  public var steps: [TimelineStep]
  /// What further actuators do.
  public var drives: [TimelineDrive] = []
  public var waves: [TimelineWave] = []
  /// What the waves are evaluated from.
  public var code: [FormulaInstruction] = []
  /// The step after each answer of each `ask`, always a later one; the number of steps is the end.
  public var branches: [Int32] = []
  public var segments: [TimelineSegment]
  /// What the person is told at each step, as many as steps; empty where nothing is to say.
  public var stepTexts: [String]
  /// Which step of the program each came from, counted from 0; −1 for what the checker put between.
  public var sources: [Int]
  public var summary: TimelineSummary
  /// Legal, and worth a thought.
  public var warnings: [Problem]

  /// Frequency and amplitude of an actuator `elapsed` into step number `step`; zero when the step
  /// does not drive it.
  public func sample(step: Int, elapsed: Interval, actuator: UInt8 = 0) -> (
    frequency: Hertz, amplitude: Displacement
  ) {
    guard let drive = drive(of: actuator, in: step) else { return (.zero, .zero) }
    return drive.sample(
      elapsed, of: steps[step].duration, in: segments[Int(steps[step].segment)].bounds,
      waves: waves.span, code: code.span)
  }

  /// What an actuator does in a step; nil when the step does not drive it.
  public func drive(of actuator: UInt8, in step: Int) -> TimelineDrive? {
    let it = steps[step]
    guard it.kind == .drive else { return nil }
    if it.drive.actuator == actuator { return it.drive }
    return drives[Int(it.firstOther)..<Int(it.firstOther + it.otherCount)]
      .first { $0.actuator == actuator }
  }

  /// The steps that may follow a step; the number of steps is the end.
  public func successors(of step: Int) -> [Int] {
    let it = steps[step]
    guard it.kind == .ask else { return [it.next < 0 ? step + 1 : Int(it.next)] }
    let first = Int(it.branch)
    return Set(branches[first..<first + Self.answers].map(Int.init)).sorted()
  }
}
