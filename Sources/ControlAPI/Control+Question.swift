// SPDX-License-Identifier: Apache-2.0

extension Control {
  /// One red-flag question.
  ///
  /// action is refuse, emergency or warn.
  public struct Question: Codable, Hashable, Sendable {
    public var id: String
    public var text: String
    public var action: String
    public var advice: String
    public var source: String

    public init(id: String, text: String, action: String, advice: String, source: String) {
      self.id = id
      self.text = text
      self.action = action
      self.advice = advice
      self.source = source
    }
  }

  public struct Answer: Codable, Hashable, Sendable {
    public var id: String
    public var yes: Bool

    public init(id: String, yes: Bool) {
      self.id = id
      self.yes = yes
    }
  }
}
