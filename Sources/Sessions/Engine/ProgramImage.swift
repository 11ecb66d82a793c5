// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Owns the memory of one program while an engine runs it.
///
/// The control plane makes it, gives the engine a `view` and keeps the image until the engine has
/// reported `EngineRecord.released` with the same number, or `EngineStatus.program` names another.
@safe public final class ProgramImage: @unchecked Sendable {
  /// Names this image in records and status; never 0.
  public let number: UInt32
  private let steps: UnsafeMutableBufferPointer<EngineStep>
  private let segments: UnsafeMutableBufferPointer<EngineSegment>

  /// Copies a program into memory of its own.
  ///
  /// Every step must name a segment that exists.
  public init(number: UInt32, steps: [EngineStep], segments: [EngineSegment]) {
    precondition(number != 0)
    precondition(!steps.isEmpty)
    precondition(steps.allSatisfy { segments.indices.contains(Int($0.segment)) })
    self.number = number
    unsafe self.steps = UnsafeMutableBufferPointer.allocate(capacity: steps.count)
    unsafe self.segments = UnsafeMutableBufferPointer.allocate(capacity: segments.count)
    _ = unsafe self.steps.initialize(from: steps)
    _ = unsafe self.segments.initialize(from: segments)
  }

  deinit {
    unsafe steps.deallocate()
    unsafe segments.deallocate()
  }

  /// What the engine is given.
  public var view: ProgramView {
    unsafe ProgramView(
      number: number, steps: UnsafeBufferPointer(steps), segments: UnsafeBufferPointer(segments))
  }
}

/// A program as the engine sees it: valid as long as its `ProgramImage` lives.
@safe public struct ProgramView: @unchecked Sendable, BitwiseCopyable {
  public let number: UInt32
  private let steps: UnsafeBufferPointer<EngineStep>
  private let segments: UnsafeBufferPointer<EngineSegment>

  init(
    number: UInt32, steps: UnsafeBufferPointer<EngineStep>,
    segments: UnsafeBufferPointer<EngineSegment>
  ) {
    self.number = number
    unsafe self.steps = unsafe steps
    unsafe self.segments = unsafe segments
  }

  public var stepCount: Int32 { unsafe Int32(steps.count) }

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
}
