// SPDX-License-Identifier: Apache-2.0
import Envelope
import Programs
import Quantities

/// One piece of a proved program as the engine runs it: plain bytes, so that a tick touches no
/// reference count.
public struct EngineStep: Hashable, Sendable, BitwiseCopyable {
  /// What a step does.
  public enum Kind: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
    /// Drives for the duration, along a line or a wave.
    case drive = 0
    /// Nothing moves for the duration.
    case rest = 1
    /// The person moves the head; ends with contact lost and regained, the device's button or
    /// "go on", and ends the session when none of them comes within the duration.
    case move = 2
    /// Drives what a client sets from moment to moment, within the band and the amplitude of the
    /// step's ends; ends the session when the newest setpoint has expired.
    case live = 3
    /// The person is asked for a number from 0 to 10, which says what comes next; nothing moves. The
    /// duration is the longest wait.
    case ask = 4

    /// Whether the time it takes counts as driven.
    public var isDriven: Bool {
      switch self {
      case .drive, .live: true
      case .rest, .move, .ask: false
      }
    }

    /// Whether it waits for the person, disarmed.
    public var waits: Bool {
      switch self {
      case .move, .ask: true
      case .drive, .rest, .live: false
      }
    }
  }

  public var kind: Kind
  /// How long; for `move` and `ask` the longest wait.
  public var duration: Interval
  /// What the first actuator does, or the only one that is driven.
  public var drive: TimelineDrive
  /// Further actuators: so many of the program's drives, from `firstOther` on.
  public var otherCount: Int32
  public var firstOther: Int32
  /// Index into the program's segments: which zone-side this step treats.
  public var segment: Int32
  /// The step that follows, always a later one; −1 for the one behind this in the list.
  public var next: Int32
  /// Of an `ask`: where its twelve entries of the program's branches begin.
  public var branch: Int32
  public var reaction: TimelineReaction

  public init(
    kind: Kind, duration: Interval, drive: TimelineDrive, segment: Int32, next: Int32 = -1,
    branch: Int32 = -1, reaction: TimelineReaction = .none, firstOther: Int32 = 0,
    otherCount: Int32 = 0
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

  /// A step on a straight line.
  public init(
    kind: Kind, duration: Interval, frequencyStart: Hertz, frequencyEnd: Hertz,
    amplitudeStart: Displacement, amplitudeEnd: Displacement, segment: Int32
  ) {
    self.init(
      kind: kind, duration: duration,
      drive: TimelineDrive(
        frequencyStart: frequencyStart, frequencyEnd: frequencyEnd,
        amplitudeStart: amplitudeStart, amplitudeEnd: amplitudeEnd), segment: segment)
  }

  public var frequencyStart: Hertz { drive.frequencyStart }
  public var frequencyEnd: Hertz { drive.frequencyEnd }
  /// Peak to peak.
  public var amplitudeStart: Displacement { drive.amplitudeStart }
  /// Peak to peak.
  public var amplitudeEnd: Displacement { drive.amplitudeEnd }
}

/// The envelope one zone-side is treated in; each segment is armed on its own.
public struct EngineSegment: Hashable, Sendable, BitwiseCopyable {
  public var bounds: Bounds
  /// The most energised time this application may last.
  public var energisedMax: Interval

  public init(bounds: Bounds, energisedMax: Interval) {
    self.bounds = bounds
    self.energisedMax = energisedMax
  }
}
