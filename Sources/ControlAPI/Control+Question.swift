// SPDX-License-Identifier: Apache-2.0

extension Control {
  /// One question about the person.
  ///
  /// scope is session or health; action is warn, reduce, refuse, emergency or review; effect says what
  /// a yes does, in one line; open means that it has to be answered before anything moves.
  public struct Question: Codable, Hashable, Sendable {
    public var id: String
    public var text: String
    public var action: String
    public var advice: String
    public var source: String
    public var scope: String
    public var effect: String
    public var agreement: Bool
    public var open: Bool

    public init(
      id: String, text: String, action: String, advice: String, source: String,
      scope: String = "session", effect: String = "", agreement: Bool = false, open: Bool = false
    ) {
      self.id = id
      self.text = text
      self.action = action
      self.advice = advice
      self.source = source
      self.scope = scope
      self.effect = effect
      self.agreement = agreement
      self.open = open
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

  /// That a clinician agreed to go on in spite of a yes, as the person told it.
  public struct Agreement: Codable, Hashable, Sendable {
    public var question: String
    public var clinician: String
    /// The day, as in `2026-11-02`.
    public var date: String

    public init(question: String, clinician: String, date: String) {
      self.question = question
      self.clinician = clinician
      self.date = date
    }
  }
}
