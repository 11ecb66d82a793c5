// SPDX-License-Identifier: Apache-2.0

public import Quantities

/// What is asked about daily life, and what is made of it.
public struct DailyLifeRules: Hashable, Sendable {
  /// What most of somebody's day is.
  public struct Kind: Hashable, Sendable {
    public let id: String
    public let text: String
    /// Whether it is held to be spent sitting.
    public let sits: Bool
    public let provenance: Provenance
  }

  public let scale: ProgressionRules.Scale
  /// In the order they are asked about.
  public let activities: [ProgressionRules.Advice]
  /// `sitting` and `work`.
  public let habits: [ProgressionRules.Advice]
  public let kinds: [Kind]
  public let numbers: [ProgressionRules.Number]
  /// Points from which a change of one activity is more than chance.
  public let change: Int
  public let askAgain: Interval
  /// Hours a day.
  public let longSitting: Int
  let suggestion: PlanSuggestion

  public subscript(activity id: String) -> ProgressionRules.Advice? {
    activities.first { $0.id == id }
  }
  public subscript(kind id: String) -> Kind? { kinds.first { $0.id == id } }

  /// The questions and rules that ship, from `Questions/daily-life.yaml`.
  public static let standard: DailyLifeRules = {
    do {
      return try DailyLifeRules(
        yaml: String(decoding: PackageResources.daily_life_yaml, as: UTF8.self))
    } catch {
      // The file is compiled in and read by a test.
      preconditionFailure("daily-life.yaml: \(error)")
    }
  }()

  /// Reads the form documented at the top of `Questions/daily-life.yaml`.
  ///
  /// - Throws: `QuestionnaireError` naming the entry and what is wrong with it.
  public init(yaml text: String) throws(QuestionnaireError) {
    let document = try QuestionReader.decode(DailyLifeDocument.self, text)
    try document.check()
    scale = try document.scale(document.scale)
    activities = try document.worded(document.activities)
    habits = try document.worded(document.habits)
    numbers = try document.shownNumbers()
    kinds = try document.kinds.map { (kind) throws(QuestionnaireError) in
      Kind(
        id: kind.id, text: kind.text, sits: kind.sits,
        provenance: try document.provenance(kind.id, kind.source, kind.standing))
    }
    change = try document.number("change", units: ["points": 1], atMost: 10)
    askAgain = .seconds(
      Int64(try document.number("ask-again", units: ["days": 86_400], atMost: 365)))
    longSitting = try document.number("long-sitting", units: ["hours": 1], atMost: 24)
    suggestion = try document.readSuggestion()
  }

  /// The plan that is offered to who sits long, with the reason; nil for anybody else.
  ///
  /// Hours count where they are known; else what most of the day is.
  public func suggestion(for daily: DailyLife) -> PlanSuggestion? {
    let kind = daily.work.flatMap { self[kind: $0] }
    let said: String
    if let hours = daily.sittingHours {
      guard hours >= longSitting else { return nil }
      said = "You sit \(hours) hours a day\(kind.map { ", mostly \($0.text)" } ?? "")."
    } else if let kind, kind.sits {
      said = "Most of your day is \(kind.text)."
    } else {
      return nil
    }
    var offered = suggestion
    offered.reason = "\(said) \(suggestion.reason)"
    return offered
  }
}

/// A plan that what somebody said speaks for, as its author's opinion.
public struct PlanSuggestion: Hashable, Sendable {
  public let plan: String
  public internal(set) var reason: String
  public let provenance: Provenance
  /// What speaks against it.
  public let against: Advice.Contrary
}
