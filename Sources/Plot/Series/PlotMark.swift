// SPDX-License-Identifier: Apache-2.0
public import Anatomy
public import Envelope
public import Quantities

/// Something to see beside the curves.
public struct PlotMark: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    /// Nothing moves for the duration.
    case rest
    /// The person moves the head; waits are left out of the time.
    case move
    /// The person is asked, and the longest way goes on.
    case ask
  }

  public var kind: Kind
  public var start: Interval
  /// Zero for what waits for the person.
  public var duration: Interval
  public var text: String
}

/// One zone-side with its bounds, as long as it lasts.
public struct PlotSegment: Hashable, Sendable {
  public var address: ZoneAddress
  public var profile: ProfileID
  public var bounds: Bounds
  public var start: Interval
  public var end: Interval
}
