// SPDX-License-Identifier: Apache-2.0

extension Control {
  /// What a zone is held to be in a posture pattern: tight, weak or involved.
  public struct Role: Codable, Hashable, Sendable {
    public var pattern: String
    public var state: String
    public var about: String

    public init(pattern: String, state: String, about: String) {
      self.pattern = pattern
      self.state = state
      self.about = about
    }
  }

  /// A way of placing the body: lying, side-lying, seated or standing.
  public struct Position: Codable, Hashable, Sendable {
    public var stance: String
    public var text: String

    public init(stance: String, text: String) {
      self.stance = stance
      self.text = text
    }
  }

  /// A region beside a zone that no head is held to.
  public struct NoGo: Codable, Hashable, Sendable {
    public var id: String
    public var name: String
    public var reason: String
    public var condition: String?

    public init(id: String, name: String, reason: String, condition: String? = nil) {
      self.id = id
      self.name = name
      self.reason = reason
      self.condition = condition
    }
  }

  /// A place where it hurts, with its zones in the order to look.
  public struct Place: Codable, Hashable, Sendable {
    public var id: String
    public var name: String
    public var zones: [String]
    public var askFirst: String?
    public var note: String?
    public var questions: [String]
    public var facts: [Fact]

    public init(
      id: String, name: String, zones: [String], askFirst: String? = nil, note: String? = nil,
      questions: [String], facts: [Fact]
    ) {
      self.id = id
      self.name = name
      self.zones = zones
      self.askFirst = askFirst
      self.note = note
      self.questions = questions
      self.facts = facts
    }
  }

  /// An entry of "17 (reconstructed)".
  public struct Listed: Codable, Hashable, Sendable {
    public var name: String
    public var zones: [String]
    public var survived: String?
    public var origins: [Origin]

    public init(name: String, zones: [String], survived: String? = nil, origins: [Origin]) {
      self.name = name
      self.zones = zones
      self.survived = survived
      self.origins = origins
    }
  }
}
