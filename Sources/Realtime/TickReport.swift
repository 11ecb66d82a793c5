// SPDX-License-Identifier: Apache-2.0
public import Quantities

/// What a tick thread has counted.
public struct TickReport: Hashable, Sendable, BitwiseCopyable {
  public var ticks: UInt64 = 0
  /// Deadlines that passed without a tick.
  public var missed: UInt64 = 0
  /// Gaps of `Tick.hostGap` or more, and the longest.
  public var gaps: UInt64 = 0
  public var longestGap: Interval = .zero
  /// Allocations made inside the body; nil in a program that does not count.
  public var allocations: UInt64?
  /// The longest the body took.
  public var longestBody: Interval = .zero

  public init() {}
}
