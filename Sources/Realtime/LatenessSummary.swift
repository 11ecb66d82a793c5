// SPDX-License-Identifier: Apache-2.0
public import Quantities

/// Quantiles of a lateness histogram, to the microsecond below.
public struct LatenessSummary: Hashable, Sendable, BitwiseCopyable {
  public var count: UInt64
  public var median: Interval
  public var p99: Interval
  public var p999: Interval
  /// Exact, to the nanosecond.
  public var maximum: Interval
}
