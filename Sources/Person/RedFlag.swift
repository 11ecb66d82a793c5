// SPDX-License-Identifier: Apache-2.0

/// One question about a sign that something other than a tired muscle may be behind the pain.
public struct RedFlag: Hashable, Sendable {
  /// What a yes leads to.
  public enum Action: String, Hashable, Sendable, CaseIterable, Decodable {
    /// The session may go on, with the advice shown.
    case warn
    /// No session; see a doctor.
    case refuse
    /// No session; get emergency care now.
    case emergency
  }

  /// Where a statement stands: published, textbook, vendor or author, computed, engineering default.
  public enum Standing: String, Hashable, Sendable, CaseIterable, Decodable {
    case published = "S"
    case textbook = "T"
    case vendor = "V"
    case computed = "C"
    case engineering = "E"
  }

  /// As in `RF-1`.
  public let id: String
  public let text: String
  public let action: Action
  /// What to do after a yes, in calm and plain words.
  public let advice: String
  /// Full names of the sources of the item.
  public let sources: [String]
  public let itemStanding: Standing
  public let actionStanding: Standing

  public init(
    id: String, text: String, action: Action, advice: String, sources: [String],
    itemStanding: Standing, actionStanding: Standing
  ) {
    self.id = id
    self.text = text
    self.action = action
    self.advice = advice
    self.sources = sources
    self.itemStanding = itemStanding
    self.actionStanding = actionStanding
  }

  /// Sources and standing on one line, as people are shown them.
  public var provenance: String {
    "\(sources.joined(separator: "; ")) [\(itemStanding.rawValue)]; action [\(actionStanding.rawValue)]"
  }
}
