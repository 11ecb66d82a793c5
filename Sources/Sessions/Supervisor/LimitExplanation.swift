// SPDX-License-Identifier: Apache-2.0

/// One limit in words, for `Explain`.
public struct LimitExplanation: Hashable, Sendable {
  public var limit: String
  public var bounds: String
  public var actual: String
  public var active: Bool
  public var source: String
  public init(limit: String, bounds: String, actual: String, active: Bool, source: String) {
    self.limit = limit
    self.bounds = bounds
    self.actual = actual
    self.active = active
    self.source = source
  }
}
