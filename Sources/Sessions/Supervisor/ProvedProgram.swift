// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Programs
import Quantities

/// A program that was proved, ready for the engine.
public struct ProvedProgram: Hashable, Sendable {
  public var title: String
  public var steps: [EngineStep]
  public var segments: [ProvedSegment]
  /// What to tell the person at each step; as many as steps.
  public var stepTexts: [String]
  public var notes: [String]
  /// What steps drive that are no straight lines, and what they are evaluated from.
  public var waves: [TimelineWave] = []
  public var code: [FormulaInstruction] = []
  /// The step after each answer of each `ask`; the number of steps is the end.
  public var branches: [Int32] = []
  /// What further actuators do.
  public var drives: [TimelineDrive] = []
  /// Names exactly what was checked; empty for what has no text.
  public var hash = ""

  public init(
    title: String, steps: [EngineStep], segments: [ProvedSegment], stepTexts: [String],
    notes: [String] = []
  ) {
    self.title = title
    self.steps = steps
    self.segments = segments
    self.stepTexts = stepTexts
    self.notes = notes
  }

  /// As the engine takes it.
  public var engine: EngineProgram {
    EngineProgram(
      steps: steps, segments: segments.map(\.limits), drives: drives, waves: waves, code: code,
      branches: branches)
  }

  /// The actuators that it drives anywhere: bit n is actuator n.
  public var actuatorMask: UInt8 { engine.actuatorMask }

  /// How many actuators a device must have for it.
  public var actuatorsNeeded: Int { 8 - actuatorMask.leadingZeroBitCount }

  /// Why a device has not the actuators for it; nil when it has.
  public func lacksActuators(on device: String, _ status: EngineStatus) -> String? {
    let needed = actuatorsNeeded
    guard needed > status.actuatorCount else { return nil }
    let has = status.identity.map { Int($0.actuators) } ?? 1
    let words = "'\(title)' needs \(needed) actuators; '\(device)' has \(has)"
    // What it has and is not driven is told, or two numbers would contradict each other.
    let driven =
      needed <= has ? ", of which \(status.actuatorCount) are driven" : ""
    return words + driven + ". Leave out what drives the others, or use another device."
  }

  /// Length by its longest way, without the waits for the person.
  public var duration: Interval { longest { $0.kind.waits ? .zero : $0.duration } }
  /// Driven length by its longest way.
  public var energised: Interval { longest { $0.kind.isDriven ? $0.duration : .zero } }

  /// Whether its steps follow each other as they stand, so that its end can be cut off.
  var isStraight: Bool { branches.isEmpty && steps.allSatisfy { $0.next < 0 } }

  /// Driven length of what treats one tissue, by the longest way.
  func energised(_ side: ZoneSide) -> Interval {
    longest { step in
      step.kind.isDriven && segments[Int(step.segment)].zoneSide == side ? step.duration : .zero
    }
  }

  /// Driven length of one segment, by the longest way.
  func energised(segment: Int32) -> Interval {
    longest { $0.kind.isDriven && $0.segment == segment ? $0.duration : .zero }
  }

  /// Zero for what is not sound, and is refused by the audit.
  private func longest(_ length: (EngineStep) -> Interval) -> Interval {
    let program = engine
    return program.isSound ? program.longest(length)[0] : .zero
  }
}

/// One zone-side of a proved program.
public struct ProvedSegment: Hashable, Sendable {
  public var zoneSide: ZoneSide
  /// As addressed: `multifidus-lumbar@L5-S1:left`.
  public var address: String
  /// The envelope, and the energised time this application may last at most.
  public var limits: EngineSegment

  public init(zoneSide: ZoneSide, address: String, limits: EngineSegment) {
    self.zoneSide = zoneSide
    self.address = address
    self.limits = limits
  }
}
