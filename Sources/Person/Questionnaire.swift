// SPDX-License-Identifier: Apache-2.0

import Envelope
import Quantities
import Yams

/// A set of red-flag questions and how long answers to them hold.
public struct Questionnaire: Hashable, Sendable {
  public let flags: [RedFlag]
  /// How long an answer holds, at most.
  public let validity: Interval

  public init(flags: [RedFlag], validity: Interval) {
    precondition(!flags.isEmpty)
    precondition(validity > .zero)
    self.flags = flags
    self.validity = validity
  }

  public subscript(id: String) -> RedFlag? { flags.first { $0.id == id } }

  /// The questions that ship, from `Questions/red-flags.yaml`.
  ///
  /// Without them nothing may run, so a file that does not parse stops the program at its start.
  public static let standard: Questionnaire = {
    let text = String(decoding: PackageResources.red_flags_yaml, as: UTF8.self)
    do {
      return try Questionnaire(yaml: text)
    } catch {
      preconditionFailure("red-flags.yaml: \(error)")
    }
  }()

  /// Reads the form documented at the top of `Questions/red-flags.yaml`.
  ///
  /// - Throws: `QuestionnaireError` naming the question and what is wrong with it.
  public init(yaml text: String) throws(QuestionnaireError) {
    let document: QuestionnaireDocument
    do {
      document = try YAMLDecoder().decode(QuestionnaireDocument.self, from: text)
    } catch {
      throw .unreadable("\(error)")
    }
    guard document.schema == QuestionnaireDocument.schema else {
      throw .unreadable("schema '\(document.schema)' is not '\(QuestionnaireDocument.schema)'")
    }
    let longest = Limits.answersValid
    guard let hours = document.answers.hours, hours > 0, hours <= longest.milliseconds / 3_600_000
    else {
      throw .unreadable(
        "answers valid for '\(document.answers.valid)', expected 1 h to \(longest.milliseconds / 3_600_000) h"
      )
    }
    guard !document.answers.source.isEmpty else { throw .unsourced("answers") }
    guard !document.questions.isEmpty else { throw .unreadable("no questions") }
    var flags: [RedFlag] = []
    for entry in document.questions {
      guard !flags.contains(where: { $0.id == entry.id }) else { throw .duplicate(entry.id) }
      var sources: [String] = []
      for key in entry.source {
        guard let source = document.sources[key] else { throw .unknownSource(entry.id, key) }
        sources.append(source)
      }
      guard !sources.isEmpty else { throw .unsourced(entry.id) }
      flags.append(
        RedFlag(
          id: entry.id, text: entry.text, action: entry.action, advice: entry.advice,
          sources: sources, itemStanding: entry.standing.item,
          actionStanding: entry.standing.action))
    }
    self.init(flags: flags, validity: .seconds(hours * 3600))
  }
}
