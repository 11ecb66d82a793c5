// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Person

@Suite("Files of questions")
struct QuestionFileTests {
  static let session = """
    schema: tonus-questions/1
    title: T
    scope: session
    answers: { valid: 24 h, reason: r, source: [s], standing: E }
    sources: { s: S }
    questions:
      - id: Q
        covers: []
        text: A?
        action: reduce
        limits: [{ areas: [arm], amplitude: 50 %, source: [s], standing: E }]
        advice: B
        source: [s]
        standing: { item: S, action: E }
    """
  static let health = """
    schema: tonus-questions/1
    title: T
    scope: health
    answers: { valid: 2160 h, reason: r, source: [s], standing: E }
    agreements: { valid: 4320 h, reason: r, source: [s], standing: E }
    sources: { s: S }
    questions:
      - id: H
        covers: []
        text: A?
        action: warn
        advice: B
        source: [s]
        standing: { item: S, action: E }
    """
  static let areas = """
    schema: tonus-areas/1
    sources: { s: S }
    areas: { arm: { name: the arm, source: [s], standing: E, zones: [teres-minor] } }
    """

  @Test("a good file reads")
  func good() throws {
    let read = try Questionnaire(session: Self.session, health: Self.health, areas: Self.areas)
    #expect(read["Q"]?.limits.first?.factor == 0.5)
  }

  @Test(
    "what has no source, no place or too long a validity is refused",
    arguments: [
      ("source: [s]\n    standing: { item", "source: []\n    standing: { item"),
      ("50 %, source: [s]", "50 %, source: []"),
      ("50 %, source: [s], standing: E", "50 %, source: [s]"),
      ("amplitude: 50 %, ", ""),
      ("50 %", "150 %"),
      ("50 %", "half"),
      ("areas: [arm]", "areas: [leg]"),
      ("areas: [arm]", "classes: [D]"),
      ("areas: [arm]", "zones: [teres]"),
      ("valid: 24 h", "valid: 25 h"),
      ("reason: r", "reason: ''"),
      ("tonus-questions/1", "tonus-questions/9"),
      ("scope: session", "scope: health"),
      ("action: reduce", "action: warn"),
      ("id: Q", "id: H"),
    ])
  func bad(find: String, replacement: String) {
    let indented = find.replacingOccurrences(of: "\n    ", with: "\n    ")
    #expect(Self.session.contains(indented), "\(find)")
    let text = Self.session.replacingOccurrences(of: indented, with: replacement)
    #expect(throws: QuestionnaireError.self) {
      try Questionnaire(session: text, health: Self.health, areas: Self.areas)
    }
  }

  @Test("the example of answers names every question once, in order")
  func example() throws {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(
      contentsOf: root.appending(path: "examples/answers.txt"), encoding: .utf8)
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(lines.map(String.init) == Questionnaire.standard.questions.map { "\($0.id)=no" })
  }

  @Test(
    "days of the calendar are counted as they are",
    arguments: [
      ("1970-01-01", 0), ("2000-02-29", 11_016), ("2026-11-21", 20_778), ("2100-03-01", 47_541),
    ] as [(String, Int64)])
  func days(text: String, days: Int64) {
    #expect(CalendarDay(text)?.start.milliseconds == days * 86_400_000)
  }

  @Test(
    "what is no day is none",
    arguments: ["2026-13-01", "2026-02-29", "26-01-01", "2026/01/01", "2026-1-1", "", "٢٠٢٦-01-01"])
  func noDay(text: String) { #expect(CalendarDay(text) == nil) }
}
