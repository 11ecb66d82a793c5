// SPDX-License-Identifier: Apache-2.0

/// One limit in words, for `Explain`.
public struct LimitExplanation: Hashable, Sendable {
  public var limit: String
  public var bounds: String
  public var actual: String
  /// Whether it is what binds now.
  public var active = false
  /// What it comes from; of the person where `isPersonal`, which only their own user is told.
  public var source: String
  public var isPersonal = false

  init(_ limit: String, _ bounds: String, _ actual: String, _ source: String) {
    self.limit = limit
    self.bounds = bounds
    self.actual = actual
    self.source = source
  }
}
