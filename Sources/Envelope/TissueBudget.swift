// SPDX-License-Identifier: Apache-2.0
import Quantities

/// How much energised time one zone-side may still have (domain.md §4.3, `[E]`).
///
/// Left and right are budgets of their own. An application is everything since the last rest that
/// was long enough.
public struct TissueBudget: Hashable, Sendable, BitwiseCopyable {
  /// Energised since the last sufficient rest.
  public var application: Interval
  /// Energised today.
  public var today: Interval
  /// Since the last energised moment; nil when there never was one.
  public var sinceLast: Interval?

  public init(application: Interval, today: Interval, sinceLast: Interval?) {
    self.application = application
    self.today = today
    self.sinceLast = sinceLast
  }

  public enum Allowance: Hashable, Sendable, BitwiseCopyable {
    /// This much energised time is left.
    case time(Interval)
    /// The cap of one application is used up; this much rest is missing.
    case rest(Interval)
    /// The day's cap is used up.
    case dayUsed
    /// The class is never treated.
    case refused
  }

  /// What is left for a zone of `safetyClass`.
  public func allowance(_ safetyClass: SafetyClass) -> Allowance {
    guard safetyClass.isTreatable else { return .refused }
    let day = Limits.dailyMaximum(safetyClass) - max(today, .zero)
    guard day > .zero else { return .dayUsed }
    let needed = Limits.restAfterCap(safetyClass)
    let rested = sinceLast.map { $0 >= needed } ?? true
    let used = rested ? Interval.zero : max(application, .zero)
    let left = Limits.applicationMaximum(safetyClass) - used
    guard left > .zero else { return .rest(needed - (sinceLast ?? .zero)) }
    return .time(min(left, day))
  }
}
