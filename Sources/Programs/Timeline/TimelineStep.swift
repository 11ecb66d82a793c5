// SPDX-License-Identifier: Apache-2.0
public import Quantities

/// One piece of a proved timeline: plain bytes, evaluated in the tick.
@frozen public struct TimelineStep: Hashable, Sendable, BitwiseCopyable {
  @frozen public enum Kind: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
    /// Drives for the duration.
    case drive = 0
    /// Nothing moves for the duration.
    case rest = 1
    /// The person moves the head; the duration is the longest wait.
    case move = 2
    /// The person is asked for a number from 0 to 10, and the answer says which step comes next;
    /// nothing moves. The duration is the longest wait.
    case ask = 3
  }

  public var kind: Kind
  public var duration: Interval
  /// What the first actuator does.
  public var drive: TimelineDrive
  /// Further actuators: so many of the timeline's drives, from `firstOther` on.
  public var otherCount: Int32
  public var firstOther: Int32
  /// Index into the timeline's segments.
  public var segment: Int32
  /// The step that follows, always a later one; −1 for the one behind this in the list.
  public var next: Int32
  /// Of an `ask`: where its twelve entries of the timeline's branches begin.
  public var branch: Int32
  public var reaction: TimelineReaction

  @inlinable public init(
    kind: Kind, duration: Interval, drive: TimelineDrive = .still, firstOther: Int32 = 0,
    otherCount: Int32 = 0, segment: Int32, next: Int32 = -1, branch: Int32 = -1,
    reaction: TimelineReaction = .none
  ) {
    self.kind = kind
    self.duration = duration
    self.drive = drive
    self.firstOther = firstOther
    self.otherCount = otherCount
    self.segment = segment
    self.next = next
    self.branch = branch
    self.reaction = reaction
  }

  /// A step of one actuator on a straight line.
  @inlinable public init(
    kind: Kind, duration: Interval, frequencyStart: Hertz, frequencyEnd: Hertz,
    amplitudeStart: Displacement, amplitudeEnd: Displacement, segment: Int32
  ) {
    self.init(
      kind: kind, duration: duration,
      drive: TimelineDrive(
        frequencyStart: frequencyStart, frequencyEnd: frequencyEnd,
        amplitudeStart: amplitudeStart, amplitudeEnd: amplitudeEnd), segment: segment)
  }

  @inlinable public var frequencyStart: Hertz { drive.frequencyStart }
  @inlinable public var frequencyEnd: Hertz { drive.frequencyEnd }
  @inlinable public var amplitudeStart: Displacement { drive.amplitudeStart }
  @inlinable public var amplitudeEnd: Displacement { drive.amplitudeEnd }

  /// Where the straight line of the first actuator is; zero when the step does not drive.
  ///
  /// Times outside the step give its ends. For a wave ask ``Timeline/sample(step:elapsed:actuator:)``.
  @inlinable public func sample(_ elapsed: Interval) -> (
    frequency: Hertz, amplitude: Displacement
  ) {
    kind == .drive ? drive.line(elapsed, of: duration) : (.zero, .zero)
  }
}
