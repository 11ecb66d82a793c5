// SPDX-License-Identifier: Apache-2.0

extension Control {
  /// Which limits shape the output now, tightest first.
  ///
  /// bounds is what the limit allows, actual what is delivered.
  public struct Explanation: Codable, Hashable, Sendable {
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
}
