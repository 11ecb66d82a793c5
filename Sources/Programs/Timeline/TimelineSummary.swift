// SPDX-License-Identifier: Apache-2.0
public import Anatomy
public import Quantities

/// What a proved timeline adds up to.
public struct TimelineSummary: Hashable, Sendable {
  /// A zone-side and how long it is driven, over all its levels.
  public struct Treatment: Hashable, Sendable {
    public var zone: ZoneID
    public var side: Side
    public var energised: Interval
  }

  /// Driven time.
  public var energised: Interval
  /// Driven time and rests, without the waits of moves.
  public var duration: Interval
  /// With every move waited for to the end.
  public var longest: Interval
  /// In order of first treatment.
  public var treatments: [Treatment]
  /// Highest frequency, amplitude (peak to peak) and a bound on the peak acceleration, each with the
  /// step of the timeline that reaches it.
  public var frequencyPeak: Hertz
  public var frequencyPeakStep: Int
  public var amplitudePeak: Displacement
  public var amplitudePeakStep: Int
  public var accelerationPeak: Acceleration
  public var accelerationPeakStep: Int
}
