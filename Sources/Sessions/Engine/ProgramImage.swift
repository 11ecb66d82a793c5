// SPDX-License-Identifier: Apache-2.0
import Envelope
import Programs
import Quantities

/// Owns the memory of one program while an engine runs it.
///
/// The control plane makes it, gives the engine a `view` and keeps the image until the engine has
/// reported `EngineRecord.released` with the same number, or `EngineStatus.program` names another.
@safe public final class ProgramImage: @unchecked Sendable {
  /// What is left of the program at the beginning of a step, by its longest way.
  struct Rest: Sendable, BitwiseCopyable {
    /// Without waits.
    var program: Interval
    /// Of the step's segment, until somebody is waited for.
    var segment: Interval
  }

  /// Names this image in records and status; never 0.
  public let number: UInt32
  private let steps: UnsafeMutableBufferPointer<EngineStep>
  private let rests: UnsafeMutableBufferPointer<Rest>
  private let segments: UnsafeMutableBufferPointer<EngineSegment>
  private let drives: UnsafeMutableBufferPointer<TimelineDrive>
  private let actuatorMask: UInt8
  private let waves: UnsafeMutableBufferPointer<TimelineWave>
  private let code: UnsafeMutableBufferPointer<FormulaInstruction>
  private let branches: UnsafeMutableBufferPointer<Int32>

  /// Copies a program into memory of its own; it must be sound.
  public init(number: UInt32, _ program: EngineProgram) {
    precondition(number != 0)
    precondition(program.isSound)
    self.number = number
    let whole = program.longest { $0.kind.waits ? .zero : $0.duration }
    let own = program.longest({ $0.kind.waits ? .zero : $0.duration }) { step, next in
      next.segment != step.segment || next.kind.waits
    }
    unsafe steps = Self.copy(program.steps)
    unsafe rests = Self.copy(
      program.steps.indices.map { Rest(program: whole[$0], segment: own[$0]) })
    unsafe segments = Self.copy(program.segments)
    unsafe drives = Self.copy(program.drives)
    actuatorMask = program.actuatorMask
    unsafe waves = Self.copy(program.waves)
    unsafe code = Self.copy(program.code)
    unsafe branches = Self.copy(program.branches)
  }

  /// A program of straight lines.
  public convenience init(number: UInt32, steps: [EngineStep], segments: [EngineSegment]) {
    self.init(number: number, EngineProgram(steps: steps, segments: segments))
  }

  deinit {
    unsafe steps.deallocate()
    unsafe rests.deallocate()
    unsafe segments.deallocate()
    unsafe drives.deallocate()
    unsafe waves.deallocate()
    unsafe code.deallocate()
    unsafe branches.deallocate()
  }

  private static func copy<T: BitwiseCopyable>(_ array: [T]) -> UnsafeMutableBufferPointer<T> {
    let memory = UnsafeMutableBufferPointer<T>.allocate(capacity: array.count)
    _ = unsafe memory.initialize(from: array)
    return unsafe memory
  }

  /// What the engine is given.
  public var view: ProgramView {
    unsafe ProgramView(
      number: number, steps: UnsafeBufferPointer(steps), rests: UnsafeBufferPointer(rests),
      segments: UnsafeBufferPointer(segments), drives: UnsafeBufferPointer(drives),
      waves: UnsafeBufferPointer(waves), code: UnsafeBufferPointer(code),
      branches: UnsafeBufferPointer(branches), actuatorMask: actuatorMask)
  }
}

/// A program as the engine sees it: valid as long as its `ProgramImage` lives.
@safe public struct ProgramView: @unchecked Sendable, BitwiseCopyable {
  public let number: UInt32
  private let steps: UnsafeBufferPointer<EngineStep>
  private let rests: UnsafeBufferPointer<ProgramImage.Rest>
  private let segments: UnsafeBufferPointer<EngineSegment>
  private let drives: UnsafeBufferPointer<TimelineDrive>
  private let waves: UnsafeBufferPointer<TimelineWave>
  private let code: UnsafeBufferPointer<FormulaInstruction>
  private let branches: UnsafeBufferPointer<Int32>
  /// The actuators that are driven anywhere: bit n is actuator n.
  public let actuatorMask: UInt8

  init(
    number: UInt32, steps: UnsafeBufferPointer<EngineStep>,
    rests: UnsafeBufferPointer<ProgramImage.Rest>, segments: UnsafeBufferPointer<EngineSegment>,
    drives: UnsafeBufferPointer<TimelineDrive>, waves: UnsafeBufferPointer<TimelineWave>,
    code: UnsafeBufferPointer<FormulaInstruction>, branches: UnsafeBufferPointer<Int32>,
    actuatorMask: UInt8
  ) {
    self.number = number
    unsafe self.steps = unsafe steps
    unsafe self.rests = unsafe rests
    unsafe self.segments = unsafe segments
    unsafe self.drives = unsafe drives
    self.actuatorMask = actuatorMask
    unsafe self.waves = unsafe waves
    unsafe self.code = unsafe code
    unsafe self.branches = unsafe branches
  }

  public var stepCount: Int32 { unsafe Int32(steps.count) }

  /// All of it, for those who write it down; not for a tick.
  public var copy: EngineProgram {
    unsafe EngineProgram(
      steps: Array(steps), segments: Array(segments), drives: Array(drives), waves: Array(waves),
      code: Array(code), branches: Array(branches))
  }

  /// The step at `index`, which must be inside the program.
  public func step(_ index: Int32) -> EngineStep {
    precondition(index >= 0 && index < stepCount)
    return unsafe steps[Int(index)]
  }

  /// The segment at `index`, which must be inside the program.
  public func segment(_ index: Int32) -> EngineSegment {
    unsafe precondition(index >= 0 && Int(index) < segments.count)
    return unsafe segments[Int(index)]
  }

  /// What is left of the program at the beginning of a step inside it, by its longest way.
  func rest(_ index: Int32) -> ProgramImage.Rest {
    precondition(index >= 0 && index < stepCount)
    return unsafe rests[Int(index)]
  }

  /// The step behind a step that asks nothing; the number of steps is the end.
  func successor(_ index: Int32) -> Int32 {
    let next = step(index).next
    return next < 0 ? index + 1 : next
  }

  /// The step after an answer, 0…10, or after none.
  func successor(_ index: Int32, answer: UInt8?) -> Int32 {
    let place = Int(step(index).branch) + min(Int(answer ?? 11), 11)
    unsafe precondition(place >= 0 && place < branches.count)
    return unsafe branches[place]
  }

  /// What an actuator does in a driving step; nil when the step does not drive it.
  func drive(of actuator: UInt8, _ step: EngineStep) -> TimelineDrive? {
    if step.drive.actuator == actuator { return step.drive }
    for place in Int(step.firstOther)..<Int(step.firstOther + step.otherCount) {
      let drive = unsafe drives[place]
      if drive.actuator == actuator { return drive }
    }
    return nil
  }

  /// Frequency and peak-to-peak amplitude of an actuator in a driving step, as the program asks for
  /// them.
  func sample(_ drive: TimelineDrive, in step: EngineStep, _ elapsed: Interval) -> (
    frequency: Hertz, amplitude: Displacement
  ) {
    unsafe drive.sample(
      elapsed, of: step.duration, in: segment(step.segment).bounds, waves: waves.span,
      code: code.span)
  }
}
