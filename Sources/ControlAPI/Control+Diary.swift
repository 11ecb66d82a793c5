// SPDX-License-Identifier: Apache-2.0

extension Control {
  /// Something a person said or did around a session or between sessions.
  ///
  /// kind is one of before, after, note, ice, position, doctor, daily.
  public struct DiaryEntry: Codable, Hashable, Sendable {
    public var kind: String
    public var at: String
    public var session: String?
    public var pain: Int?
    public var tolerance: Int?
    public var numb: Bool?
    public var seconds: Int?
    public var worse: String
    public var better: String
    public var text: String
    public var daily: DailyLife?
    public var imported: Bool

    public init(
      kind: String, at: String, session: String? = nil, pain: Int? = nil, tolerance: Int? = nil,
      numb: Bool? = nil, seconds: Int? = nil, worse: String, better: String, text: String,
      daily: DailyLife? = nil, imported: Bool
    ) {
      self.kind = kind
      self.at = at
      self.session = session
      self.pain = pain
      self.tolerance = tolerance
      self.numb = numb
      self.seconds = seconds
      self.worse = worse
      self.better = better
      self.text = text
      self.daily = daily
      self.imported = imported
    }
  }

  /// A zone-side that is locked for a person since numbness stayed there.
  public struct ZoneLock: Codable, Hashable, Sendable {
    public var zone: String
    public var side: String
    public var since: String
    public var message: String

    public init(zone: String, side: String, since: String, message: String) {
      self.zone = zone
      self.side = side
      self.since = since
      self.message = message
    }
  }

  /// What `Diary` takes.
  public struct DiaryParameters: Codable, Hashable, Sendable {
    public var subject: String?
    public var limit: Int?
    public var skip: Int?

    public init(subject: String? = nil, limit: Int? = nil, skip: Int? = nil) {
      self.subject = subject
      self.limit = limit
      self.skip = skip
    }
  }

  /// What `Diary` returns.
  public struct DiaryReply: Codable, Hashable, Sendable {
    public var entries: [DiaryEntry]

    public init(entries: [DiaryEntry]) {
      self.entries = entries
    }
  }

  /// What `WriteDiary` takes.
  public struct WriteDiaryParameters: Codable, Hashable, Sendable {
    public var subject: String?
    public var kind: String
    public var session: String?
    public var pain: Int?
    public var tolerance: Int?
    public var numb: Bool?
    public var seconds: Int?
    public var worse: String?
    public var better: String?
    public var text: String?
    public var daily: DailyLife?

    public init(
      subject: String? = nil, kind: String, session: String? = nil, pain: Int? = nil,
      tolerance: Int? = nil, numb: Bool? = nil, seconds: Int? = nil, worse: String? = nil,
      better: String? = nil, text: String? = nil, daily: DailyLife? = nil
    ) {
      self.subject = subject
      self.kind = kind
      self.session = session
      self.pain = pain
      self.tolerance = tolerance
      self.numb = numb
      self.seconds = seconds
      self.worse = worse
      self.better = better
      self.text = text
      self.daily = daily
    }
  }

  /// What `WriteDiary` returns.
  public struct WriteDiaryReply: Codable, Hashable, Sendable {
    public var locks: [ZoneLock]
    public var notes: [String]

    public init(locks: [ZoneLock], notes: [String]) {
      self.locks = locks
      self.notes = notes
    }
  }

  /// What `Unlock` takes.
  public struct UnlockParameters: Codable, Hashable, Sendable {
    public var subject: String?
    public var zone: String
    public var side: String?
    public var gone: Bool

    public init(subject: String? = nil, zone: String, side: String? = nil, gone: Bool) {
      self.subject = subject
      self.zone = zone
      self.side = side
      self.gone = gone
    }
  }

  /// What `Unlock` returns.
  public struct UnlockReply: Codable, Hashable, Sendable {
    public var locks: [ZoneLock]

    public init(locks: [ZoneLock]) {
      self.locks = locks
    }
  }
}
