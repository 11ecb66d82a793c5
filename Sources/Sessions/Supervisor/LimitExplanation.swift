// SPDX-License-Identifier: Apache-2.0

/// One limit in words, for `Explain`.
public struct LimitExplanation: Hashable, Sendable {
  public var limit: String
  public var bounds: String
  public var actual: String
  /// Whether it is what binds now.
  public var active = false
  public var source: String

  init(_ limit: String, _ bounds: String, _ actual: String, _ source: String) {
    self.limit = limit
    self.bounds = bounds
    self.actual = actual
    self.source = source
  }
}
