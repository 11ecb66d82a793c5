// SPDX-License-Identifier: Apache-2.0
import Programs
import Quantities

/// A proved program as flat arrays, before it is copied to where a tick may read it.
public struct EngineProgram: Hashable, Sendable {
  public var steps: [EngineStep]
  public var segments: [EngineSegment]
  /// What further actuators do.
  public var drives: [TimelineDrive]
  public var waves: [TimelineWave]
  /// What the waves are evaluated from.
  public var code: [FormulaInstruction]
  /// The step after each answer of each `ask`; the number of steps is the end.
  public var branches: [Int32]

  public init(
    steps: [EngineStep], segments: [EngineSegment], drives: [TimelineDrive] = [],
    waves: [TimelineWave] = [], code: [FormulaInstruction] = [], branches: [Int32] = []
  ) {
    self.steps = steps
    self.segments = segments
    self.drives = drives
    self.waves = waves
    self.code = code
    self.branches = branches
  }

  /// Entries of `branches` for one `ask`: answers 0 to 10, and none at all.
  static let answers = 12

  /// Whether every index lies inside and every way leads forward, so that the program ends.
  public var isSound: Bool {
    !steps.isEmpty && steps.indices.allSatisfy { isSound($0) }
  }

  private func isSound(_ index: Int) -> Bool {
    let step = steps[index]
    guard segments.indices.contains(Int(step.segment)) else { return false }
    if step.kind == .ask {
      guard step.branch >= 0, Int(step.branch) + Self.answers <= branches.count else {
        return false
      }
    }
    guard successors(of: index).allSatisfy({ $0 > index && $0 <= steps.count }) else {
      return false
    }
    guard step.firstOther >= 0, step.otherCount >= 0,
      Int(step.firstOther) + Int(step.otherCount) <= drives.count
    else { return false }
    return self.drives(of: step).allSatisfy { isSound($0) }
  }

  private func isSound(_ drive: TimelineDrive) -> Bool {
    guard drive.actuator < 8 else { return false }
    guard drive.wave >= 0 else { return true }
    guard waves.indices.contains(Int(drive.wave)) else { return false }
    let wave = waves[Int(drive.wave)]
    return isSound(wave.frequency) && isSound(wave.amplitude)
  }

  /// What all actuators do in a step.
  func drives(of step: EngineStep) -> [TimelineDrive] {
    [step.drive] + drives[Int(step.firstOther)..<Int(step.firstOther + step.otherCount)]
  }

  /// The actuators that are driven anywhere: bit n is actuator n; never empty.
  public var actuatorMask: UInt8 {
    let mask = steps.reduce(UInt8(0)) { mask, step in
      switch step.kind {
      case .drive, .live: drives(of: step).reduce(mask) { $0 | 1 << $1.actuator }
      case .rest, .move, .ask: mask
      }
    }
    return mask == 0 ? 1 : mask
  }

  private func isSound(_ formula: FormulaCode) -> Bool {
    let end = Int(formula.first) + Int(formula.count)
    return formula.first >= 0 && formula.count > 0 && end <= code.count
  }

  /// The steps that may follow a step; the number of steps is the end.
  func successors(of index: Int) -> [Int] {
    let step = steps[index]
    guard step.kind == .ask else { return [step.next < 0 ? index + 1 : Int(step.next)] }
    return branches[Int(step.branch)..<Int(step.branch) + Self.answers].map(Int.init)
  }

  /// From the beginning of each step, the longest way a program can take by some measure.
  ///
  /// - Parameter ends: whether what is behind a step counts no more.
  func longest(
    _ length: (EngineStep) -> Interval,
    until ends: (EngineStep, EngineStep) -> Bool = { _, _ in
      false
    }
  ) -> [Interval] {
    var rest = [Interval](repeating: .zero, count: steps.count + 1)
    for index in steps.indices.reversed() {
      let behind = successors(of: index).map { next in
        next < steps.count && ends(steps[index], steps[next]) ? .zero : rest[next]
      }
      rest[index] = length(steps[index]) + (behind.max() ?? .zero)
    }
    return rest
  }
}
