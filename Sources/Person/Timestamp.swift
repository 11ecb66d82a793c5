// SPDX-License-Identifier: Apache-2.0

import Quantities

/// A calendar moment as a person's records count it, in milliseconds since 1970-01-01 00:00 UTC.
///
/// Differences are what matters: limits are windows of elapsed time, never calendar days, so that
/// time zones and midnights grant nothing.
public struct Timestamp: Hashable, Comparable, Sendable {
  public var milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  public static func < (a: Timestamp, b: Timestamp) -> Bool { a.milliseconds < b.milliseconds }

  public static func + (a: Timestamp, b: Interval) -> Timestamp {
    Timestamp(milliseconds: a.milliseconds + b.milliseconds)
  }

  public static func - (a: Timestamp, b: Interval) -> Timestamp {
    Timestamp(milliseconds: a.milliseconds - b.milliseconds)
  }

  public static func - (a: Timestamp, b: Timestamp) -> Interval {
    .milliseconds(a.milliseconds - b.milliseconds)
  }
}
