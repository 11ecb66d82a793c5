// SPDX-License-Identifier: Apache-2.0

import Quantities

/// A calendar moment as a person's records count it, in milliseconds since 1970-01-01 00:00 UTC.
///
/// Differences are what matters: limits are windows of elapsed time, never calendar days, so that
/// time zones and midnights grant nothing. What would not fit stays at the end of what does, so that
/// no moment a file makes up turns into another.
public struct Timestamp: Hashable, Comparable, Sendable {
  public var milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  public static func < (a: Timestamp, b: Timestamp) -> Bool { a.milliseconds < b.milliseconds }

  public static func + (a: Timestamp, b: Interval) -> Timestamp {
    let (sum, overflow) = a.milliseconds.addingReportingOverflow(b.milliseconds)
    return Timestamp(milliseconds: overflow ? (b < .zero ? .min : .max) : sum)
  }

  public static func - (a: Timestamp, b: Interval) -> Timestamp {
    let (sum, overflow) = a.milliseconds.subtractingReportingOverflow(b.milliseconds)
    return Timestamp(milliseconds: overflow ? (b < .zero ? .max : .min) : sum)
  }

  public static func - (a: Timestamp, b: Timestamp) -> Interval {
    let (apart, overflow) = a.milliseconds.subtractingReportingOverflow(b.milliseconds)
    let longest = Int64.max / 1_000_000
    return .milliseconds(
      overflow ? (a < b ? -longest : longest) : min(max(apart, -longest), longest))
  }
}
