// SPDX-License-Identifier: Apache-2.0
public import Quantities

/// A program that was proved: exactly what will be asked of the device, moment by moment.
public struct Timeline: Hashable, Sendable {
  public var title: String
  public var intensity: Int
  public var steps: [TimelineStep]
  public var segments: [TimelineSegment]
  /// What the person is told at each step, as many as steps; empty where nothing is to say.
  public var stepTexts: [String]
  /// Which step of the program each came from, counted from 0; −1 for what the checker put between.
  public var sources: [Int]
  public var summary: TimelineSummary
  /// Legal, and worth a thought.
  public var warnings: [Problem]

  /// Frequency and amplitude `elapsed` into step number `step`.
  public func sample(step: Int, elapsed: Interval) -> (frequency: Hertz, amplitude: Displacement) {
    steps[step].sample(elapsed)
  }
}
