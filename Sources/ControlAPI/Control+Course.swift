// SPDX-License-Identifier: Apache-2.0

extension Control {
  /// A question that is answered by a number from 0, which means low, to 10, which means high.
  public struct Scale: Codable, Hashable, Sendable {
    public var id: String
    public var text: String
    public var low: String
    public var high: String
    public var source: String

    public init(id: String, text: String, low: String, high: String, source: String) {
      self.id = id
      self.text = text
      self.low = low
      self.high = high
      self.source = source
    }
  }

  /// A rule, a question of yes and no, or a piece of advice; value is empty where there is no number.
  public struct Sourced: Codable, Hashable, Sendable {
    public var id: String
    public var value: String
    public var text: String
    public var source: String

    public init(id: String, value: String, text: String, source: String) {
      self.id = id
      self.value = value
      self.text = text
      self.source = source
    }
  }

  /// What is asked about daily life, and what was said of it first and last.
  ///
  /// change is better, worse, or same where it may be chance.
  public struct DailyActivity: Codable, Hashable, Sendable {
    public var id: String
    public var text: String
    public var source: String
    public var first: Int?
    public var firstAt: String?
    public var last: Int?
    public var lastAt: String?
    public var change: String?

    public init(
      id: String, text: String, source: String, first: Int? = nil, firstAt: String? = nil,
      last: Int? = nil, lastAt: String? = nil, change: String? = nil
    ) {
      self.id = id
      self.text = text
      self.source = source
      self.first = first
      self.firstAt = firstAt
      self.last = last
      self.lastAt = lastAt
      self.change = change
    }
  }

  /// How far a person has come, and what follows for the next session.
  ///
  /// The percentages are shares of the amplitude cap by safety class. last is none, first, raised, held or
  /// lowered.
  public struct Course: Codable, Hashable, Sendable {
    public var sessions: Int
    public var percentA: Int
    public var percentB: Int
    public var percentNeck: Int
    public var last: String
    public var notes: [String]
    public var locks: [ZoneLock]
    public var iceToday: Int
    public var scales: [Scale]
    public var questions: [Sourced]
    public var rules: [Sourced]
    public var advice: [Sourced]
    public var daily: [DailyActivity]
    public var sittingHours: Int?
    public var work: String?

    public init(
      sessions: Int, percentA: Int, percentB: Int, percentNeck: Int, last: String, notes: [String],
      locks: [ZoneLock], iceToday: Int, scales: [Scale], questions: [Sourced], rules: [Sourced],
      advice: [Sourced], daily: [DailyActivity], sittingHours: Int? = nil, work: String? = nil
    ) {
      self.sessions = sessions
      self.percentA = percentA
      self.percentB = percentB
      self.percentNeck = percentNeck
      self.last = last
      self.notes = notes
      self.locks = locks
      self.iceToday = iceToday
      self.scales = scales
      self.questions = questions
      self.rules = rules
      self.advice = advice
      self.daily = daily
      self.sittingHours = sittingHours
      self.work = work
    }
  }

  /// What `ShowCourse` takes.
  public struct CourseParameters: Codable, Hashable, Sendable {
    public var subject: String?

    public init(subject: String? = nil) {
      self.subject = subject
    }
  }

  /// What `ShowCourse` returns.
  public struct CourseReply: Codable, Hashable, Sendable {
    public var course: Course

    public init(course: Course) {
      self.course = course
    }
  }
}
