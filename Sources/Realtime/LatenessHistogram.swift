// SPDX-License-Identifier: Apache-2.0
public import Quantities
import Synchronization

/// How late one thread woke, in bins of one microsecond.
///
/// Written by that thread without allocating, read by any other.
@safe public final class LatenessHistogram: @unchecked Sendable {
  /// Lateness from this on falls into one last bin; the maximum stays exact.
  public static let span = Interval.microseconds(4096)

  private let bins: UnsafeMutablePointer<Atomic<UInt64>>
  private let maximum = Atomic<Int64>(0)
  private static var binCount: Int { Int(span.microseconds) + 1 }

  public init() {
    unsafe bins = .allocate(capacity: Self.binCount)
    for i in 0..<Self.binCount { unsafe (bins + i).initialize(to: Atomic<UInt64>(0)) }
  }

  deinit {
    unsafe bins.deinitialize(count: Self.binCount)
    unsafe bins.deallocate()
  }

  /// Counts one wake-up.
  ///
  /// Rounds down, as cyclictest does.
  public func note(_ late: Interval) {
    let bin = min(max(0, Int(late.nanoseconds / 1000)), Self.binCount - 1)
    unsafe bins[bin].add(1, ordering: .relaxed)
    if late.nanoseconds > maximum.load(ordering: .relaxed) {
      maximum.store(late.nanoseconds, ordering: .relaxed)
    }
  }

  /// What has been counted so far.
  public var summary: LatenessSummary {
    var total: UInt64 = 0
    for i in 0..<Self.binCount { total += unsafe bins[i].load(ordering: .relaxed) }
    return LatenessSummary(
      count: total, median: quantile(500, of: total), p99: quantile(990, of: total),
      p999: quantile(999, of: total),
      maximum: Interval(nanoseconds: maximum.load(ordering: .relaxed)))
  }

  private func quantile(_ perMille: UInt64, of total: UInt64) -> Interval {
    guard total > 0 else { return .zero }
    let rank = (total * perMille + 999) / 1000
    var seen: UInt64 = 0
    for i in 0..<Self.binCount {
      seen += unsafe bins[i].load(ordering: .relaxed)
      if seen >= rank { return .microseconds(Int64(i)) }
    }
    return Self.span
  }
}
