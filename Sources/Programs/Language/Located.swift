// SPDX-License-Identifier: Apache-2.0

/// A value and where it was written.
public struct Located<Value: Hashable & Sendable & Codable>: Hashable, Sendable, Codable {
  public var value: Value
  public var range: SourceRange

  public init(_ value: Value, _ range: SourceRange) {
    self.value = value
    self.range = range
  }
}
