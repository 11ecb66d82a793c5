// SPDX-License-Identifier: Apache-2.0

/// Watches one promise; shares no code with what it watches.
protocol PromiseChecker: Sendable {
  /// What is wrong in this millisecond, in a few words; nil when nothing is.
  mutating func check(_ moment: WorldMoment) -> Violation?
}
