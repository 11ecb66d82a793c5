// SPDX-License-Identifier: Apache-2.0

public import Anatomy

/// One question about a person: a sign that something other than a tired muscle may be behind the
/// pain, or a reason why vibration may harm.
public struct ScreeningQuestion: Hashable, Sendable {
  /// When it is asked.
  public enum Scope: String, Hashable, Sendable, CaseIterable, Decodable {
    /// Before every session.
    case session
    /// Once, and again after a while or a change.
    case health
  }

  /// What a yes leads to.
  public enum Action: String, Hashable, Sendable, CaseIterable, Decodable {
    /// The session may go on, with the advice shown.
    case warn
    /// It may go on within the question's limits.
    case reduce
    /// No session; see a doctor, or wait.
    case refuse
    /// No session; get emergency care now.
    case emergency
    /// The health questions have to be answered again first.
    case review
  }

  /// As in `RF-1` for a session, `HC-1` for health.
  public let id: String
  public let scope: Scope
  /// The rows and items of the reference that it asks about.
  public let covers: [String]
  public let text: String
  public let action: Action
  /// What to do after a yes, in calm and plain words.
  public let advice: String
  /// What a yes takes away where a session may go on.
  public let limits: [ZoneLimit]
  /// What it takes away instead once a clinician has agreed.
  ///
  /// Nil where no agreement changes anything.
  public let agreed: [ZoneLimit]?
  public let item: Provenance
  public let actionStanding: Standing

  /// Sources and standing on one line, as people are shown them.
  public var provenance: String { "\(item); action [\(actionStanding.rawValue)]" }

  /// What a yes does, in one line.
  public var consequence: String {
    let clinician = agreed == nil ? "" : " A clinician's agreement can be recorded."
    return switch action {
    case .warn: "A yes means advice; the session may go on."
    case .reduce:
      "A yes means less: " + limits.map(Self.words).joined(separator: ", ") + "." + clinician
    case .refuse: "A yes means no session." + clinician
    case .emergency: "A yes means no session, and emergency care now."
    case .review: "A yes means that the health questions come again."
    }
  }

  private static func words(_ limit: ZoneLimit) -> String {
    limit.isOff ? "\(limit.place) off" : "\(limit.place) \(Int((limit.factor * 100).rounded())) %"
  }
}
