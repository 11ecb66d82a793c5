// SPDX-License-Identifier: Apache-2.0
public import Quantities

/// One piece of a proved timeline: plain bytes, evaluated in the tick.
@frozen public struct TimelineStep: Hashable, Sendable, BitwiseCopyable {
  @frozen public enum Kind: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
    /// Drives from the start to the end values, linearly over the duration.
    case drive = 0
    /// Nothing moves for the duration.
    case rest = 1
    /// The person moves the head; the duration is the longest wait.
    case move = 2
  }

  public var kind: Kind
  public var duration: Interval
  public var frequencyStart: Hertz
  public var frequencyEnd: Hertz
  /// Peak to peak.
  public var amplitudeStart: Displacement
  /// Peak to peak.
  public var amplitudeEnd: Displacement
  /// Index into the timeline's segments.
  public var segment: Int32

  @inlinable public init(
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

  /// Frequency and peak-to-peak amplitude `elapsed` after the step's start; zero when it does not
  /// drive.
  ///
  /// Times outside the step give its ends.
  @inlinable public func sample(_ elapsed: Interval) -> (
    frequency: Hertz, amplitude: Displacement
  ) {
    guard kind == .drive else { return (.zero, .zero) }
    guard elapsed.nanoseconds > 0 else { return (frequencyStart, amplitudeStart) }
    guard elapsed.nanoseconds < duration.nanoseconds else { return (frequencyEnd, amplitudeEnd) }
    let share = Float(elapsed.nanoseconds) / Float(duration.nanoseconds)
    return (
      frequencyStart + (frequencyEnd - frequencyStart) * share,
      amplitudeStart + (amplitudeEnd - amplitudeStart) * share
    )
  }
}
