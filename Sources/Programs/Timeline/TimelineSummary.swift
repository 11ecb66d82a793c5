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

  /// Driven time, by the answers that make it longest.
  public var energised: Interval
  /// Driven time and rests, without the waits of moves and questions, by the answers that make it
  /// longest.
  public var duration: Interval
  /// The same by the answers, and losses of contact, that make it shortest.
  public var shortest: Interval
  /// With every move and every question waited for to the end.
  public var longest: Interval
  /// In order of first treatment; of each the longest it may be.
  public var treatments: [Treatment]
  /// Highest frequency, amplitude (peak to peak) and a bound on the peak acceleration, each with the
  /// step of the timeline that reaches it.
  public var frequencyPeak = Hertz.zero
  public var frequencyPeakStep = 0
  public var amplitudePeak = Displacement.zero
  public var amplitudePeakStep = 0
  public var accelerationPeak = Acceleration.zero
  public var accelerationPeakStep = 0
}
