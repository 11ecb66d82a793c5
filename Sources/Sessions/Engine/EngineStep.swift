// SPDX-License-Identifier: Apache-2.0
import Envelope
import Quantities

/// One piece of a proved program as the engine runs it: plain bytes, so that a tick touches no
/// reference count.
public struct EngineStep: Hashable, Sendable, BitwiseCopyable {
  /// What a step does.
  public enum Kind: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
    /// Drives from the start to the end values, linearly over the duration.
    case drive = 0
    /// Nothing moves for the duration.
    case rest = 1
    /// The person moves the head; ends with contact lost and regained, the device's button or
    /// "go on", and ends the session when none of them comes within the duration.
    case move = 2
    /// Drives what a client sets from moment to moment, within the band and the amplitude of the
    /// step's ends; ends the session when the newest setpoint has expired.
    case live = 3

    /// Whether the time it takes counts as driven.
    public var isDriven: Bool {
      switch self {
      case .drive, .live: true
      case .rest, .move: false
      }
    }
  }

  public var kind: Kind
  /// How long; for `move` the longest wait.
  public var duration: Interval
  public var frequencyStart: Hertz
  public var frequencyEnd: Hertz
  /// Peak to peak.
  public var amplitudeStart: Displacement
  /// Peak to peak.
  public var amplitudeEnd: Displacement
  /// Index into the program's segments: which zone-side this step treats.
  public var segment: Int32

  public init(
    kind: Kind, duration: Interval, frequencyStart: Hertz, frequencyEnd: Hertz,
    amplitudeStart: Displacement, amplitudeEnd: Displacement, segment: Int32
  ) {
    self.kind = kind
    self.duration = duration
    self.frequencyStart = frequencyStart
    self.frequencyEnd = frequencyEnd
    self.amplitudeStart = amplitudeStart
    self.amplitudeEnd = amplitudeEnd
    self.segment = segment
  }
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
