// SPDX-License-Identifier: Apache-2.0

import Quantities

/// The numbers, questions and texts of the rules around a session, each with source and standing.
public struct ProgressionRules: Hashable, Sendable {
  /// A question that is answered by a number from 0 to 10.
  public struct Scale: Hashable, Sendable {
    public let id: String
    public let text: String
    /// What 0 and 10 mean.
    public let low: String
    public let high: String
    public let provenance: Provenance
  }

  /// One number of the rules.
  public struct Number: Hashable, Sendable {
    public let id: String
    /// As it is written, with its unit.
    public let value: String
    public let text: String
    public let provenance: Provenance
  }

  /// A question, or what a source advises, which is shown as its opinion.
  public struct Advice: Hashable, Sendable {
    public let id: String
    public let text: String
    public let provenance: Provenance
  }

  public let scales: [Scale]
  /// Answered by yes or no after a session.
  public let questions: [Advice]
  public let numbers: [Number]
  public let advice: [Advice]
  /// Shown when numbness locks a zone.
  public let numbnessWarning: String
  /// Shown when pain is not better in time.
  public let notBetterWarning: String

  /// Share of the cap by which the level rises after a session that was tolerated.
  public let stepUp: Float
  /// Points of pain.
  public let painRise: Int
  /// Share by which the next session is lowered.
  public let reduction: Float
  /// Share of the cap.
  public let least: Float
  /// Points of tolerance.
  public let hardToBear: Int
  public let memory: Interval
  public let numbFor: Interval
  public let warnAfter: Interval
  public let holdAfter: Interval
  /// Points of pain.
  public let betterBy: Int
  public let episodeGap: Interval
  public let iceLength: Interval
  public let iceADay: Int
  public let changePosition: Interval

  /// The rules that ship, from `Questions/progression.yaml`.
  ///
  /// Without them nothing may run, so a file that does not parse stops the program at its start.
  public static let standard: ProgressionRules = {
    let text = String(decoding: PackageResources.progression_yaml, as: UTF8.self)
    do {
      return try ProgressionRules(yaml: text)
    } catch {
      preconditionFailure("progression.yaml: \(error)")
    }
  }()

  public subscript(scale id: String) -> Scale? { scales.first { $0.id == id } }
  public subscript(question id: String) -> Advice? { questions.first { $0.id == id } }
  public subscript(number id: String) -> Number? { numbers.first { $0.id == id } }

  /// Reads the form documented at the top of `Questions/progression.yaml`.
  ///
  /// - Throws: `QuestionnaireError` naming the entry and what is wrong with it.
  public init(yaml text: String) throws(QuestionnaireError) {
    let document = try QuestionReader.decode(ProgressionDocument.self, text)
    guard document.schema == ProgressionDocument.schema else {
      throw .unreadable("schema '\(document.schema)' is not '\(ProgressionDocument.schema)'")
    }
    try document.requireUnique(document.ids)
    scales = try document.scales.map { (entry) throws(QuestionnaireError) in
      try document.scale(entry)
    }
    numbers = try document.shownNumbers()
    advice = try document.worded(document.advice)
    questions = try document.worded(document.questions)
    for id in ["before", "after", "tolerance", "numbness"] where !document.ids.contains(id) {
      throw .unreadable("the question '\(id)' is missing")
    }
    numbnessWarning = document.warnings.numbness
    notBetterWarning = document.warnings.notBetter
    stepUp = try document.share("step-up")
    painRise = try document.points("pain-rise")
    reduction = try document.share("reduction")
    least = try document.share("least")
    hardToBear = try document.points("hard-to-bear")
    memory = try document.duration("memory")
    numbFor = try document.duration("numb-for")
    warnAfter = try document.duration("warn-after")
    holdAfter = try document.duration("hold-after")
    betterBy = try document.points("better-by")
    episodeGap = try document.duration("episode-gap")
    iceLength = try document.duration("ice-length")
    iceADay = try document.count("ice-a-day")
    changePosition = try document.duration("change-position")
  }
}
