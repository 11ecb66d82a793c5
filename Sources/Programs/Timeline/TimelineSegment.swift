// SPDX-License-Identifier: Apache-2.0
public import Anatomy
public import Envelope
public import Quantities

/// What one zone-side is treated with: armed on its own.
public struct TimelineSegment: Hashable, Sendable {
  /// Zone, level and side; the side is never open.
  public var address: ZoneAddress
  public var profile: ProfileID
  public var safetyClass: SafetyClass
  /// Zone box ∩ class ∩ person ∩ device: what the steps were proved against.
  public var bounds: Bounds
  /// The most energised time this application may last, after what earlier segments of the same
  /// zone-side take.
  public var maximumEnergised: Interval
  /// What the person is told when this segment begins; empty for the first without a `move`.
  public var text: String
}
