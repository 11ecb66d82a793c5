// SPDX-License-Identifier: Apache-2.0

/// Something the caller may set within a range.
public struct Parameter: Hashable, Sendable, Codable {
  public var name: Located<String>
  public var initial: Located<Quantity>
  /// Both ends included; nil allows the initial value alone.
  public var minimum: Quantity?
  public var maximum: Quantity?
  public var about: String?
}
