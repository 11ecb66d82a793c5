// SPDX-License-Identifier: Apache-2.0

extension Control {
  /// What `Export` takes.
  public struct ExportParameters: Codable, Hashable, Sendable {
    public var subject: String?

    public init(subject: String? = nil) {
      self.subject = subject
    }
  }

  /// What `Export` returns.
  public struct ExportReply: Codable, Hashable, Sendable {
    public var records: [String]

    public init(records: [String]) {
      self.records = records
    }
  }

  /// What `Restore` takes.
  public struct RestoreParameters: Codable, Hashable, Sendable {
    public var subject: String?
    public var records: [String]

    public init(subject: String? = nil, records: [String]) {
      self.subject = subject
      self.records = records
    }
  }

  /// What `Restore` returns.
  public struct RestoreReply: Codable, Hashable, Sendable {
    public var added: Int
    public var known: Int
    public var edited: Int
    public var notes: [String]

    public init(added: Int, known: Int, edited: Int, notes: [String] = []) {
      self.added = added
      self.known = known
      self.edited = edited
      self.notes = notes
    }
  }

  /// What `Erase` takes.
  public struct EraseParameters: Codable, Hashable, Sendable {
    public var subject: String?
    public var confirm: Bool

    public init(subject: String? = nil, confirm: Bool) {
      self.subject = subject
      self.confirm = confirm
    }
  }

  /// What `Erase` returns.
  public struct EraseReply: Codable, Hashable, Sendable {
    public var sessions: Int
    public var entries: Int
    public var kept: Int

    public init(sessions: Int, entries: Int, kept: Int) {
      self.sessions = sessions
      self.entries = entries
      self.kept = kept
    }
  }

  /// What `ListSubjects` returns.
  public struct ListSubjectsReply: Codable, Hashable, Sendable {
    public var subjects: [String]

    public init(subjects: [String]) {
      self.subjects = subjects
    }
  }
}
