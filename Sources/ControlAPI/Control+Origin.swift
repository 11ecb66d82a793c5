// SPDX-License-Identifier: Apache-2.0

extension Control {
  /// Where a number or rule comes from.
  ///
  /// standing is S published, V vendor's or author's claim, T textbook, C computed, E engineering
  /// default.
  public struct Origin: Codable, Hashable, Sendable {
    public var key: String
    public var standing: String
    public var title: String

    public init(key: String, standing: String, title: String) {
      self.key = key
      self.standing = standing
      self.title = title
    }
  }

  /// A number or rule as the catalogue has it.
  public struct Fact: Codable, Hashable, Sendable {
    public var name: String
    public var value: String
    public var origins: [Origin]

    public init(name: String, value: String, origins: [Origin]) {
      self.name = name
      self.value = value
      self.origins = origins
    }
  }

  /// What somebody says and evidence does not support.
  public struct Claim: Codable, Hashable, Sendable {
    public var text: String
    public var doubt: String
    public var origins: [Origin]

    public init(text: String, doubt: String, origins: [Origin]) {
      self.text = text
      self.doubt = doubt
      self.origins = origins
    }
  }
}
