// SPDX-License-Identifier: Apache-2.0

import GRDB
import Person

/// Why the ledger did not do something; then nothing was written and nothing may run.
public enum LedgerError: Error, Hashable, CustomStringConvertible {
  /// The store cannot be read or written.
  case storage(String)
  /// Another process has this ledger open.
  case inUse(path: String)
  /// Written by a newer version; left as it is.
  case newer(path: String)
  /// A limit is reached.
  case limit(LimitRefusal)
  /// Red flags are open or answered yes.
  case screening(ScreeningVerdict)
  case answers(AnswerError)
  case assessment(AssessmentError)
  /// What was said cannot be kept; one sentence.
  case entry(String)
  /// A zone-side is locked for this person.
  case locked(ZoneLock)
  case noSuchSession(String)
  /// The session has ended, so nothing more is charged to it.
  case sessionEnded(String)

  public var description: String {
    switch self {
    case .storage(let message): message
    case .inUse(let path):
      "The records in '\(path)' are in use by another tonusd; stop that one first."
    case .newer(let path):
      "The records in '\(path)' were written by a newer version of Tonus; install that version."
    case .limit(let refusal): refusal.message
    case .screening(let screening): screening.refusal ?? "Answer the questions with 'tonus screen'."
    case .answers(let error): error.description
    case .assessment(let error): error.description
    case .entry(let message): message
    case .locked(let lock): lock.message
    case .noSuchSession(let name):
      "There is no session '\(name)' among your records, and another person's are not yours to see."
    case .sessionEnded(let name): "Session '\(name)' has ended; start a new one."
    }
  }

  /// Puts what SQLite says into words that name the file and the way out.
  init(_ error: any Error, path: String) {
    if let error = error as? LedgerError {
      self = error
      return
    }
    guard let error = error as? DatabaseError else {
      self = .storage("The records in '\(path)' cannot be used: \(error).")
      return
    }
    switch error.resultCode {
    case .SQLITE_FULL:
      self = .storage(
        "The records in '\(path)' cannot be written, the disk is full; free some space, nothing runs until then."
      )
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN:
      self = .storage(
        "The records in '\(path)' cannot be written; check the permissions of the directory, nothing runs until then."
      )
    case .SQLITE_IOERR:
      self = .storage(
        "The disk holding the records in '\(path)' reports an error; check the disk, nothing runs until then."
      )
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .inUse(path: path)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
      self = .storage(
        "The records in '\(path)' are damaged; restart tonusd, which sets them aside and begins new ones."
      )
    default:
      self = .storage(
        "The records in '\(path)' cannot be used: \(error.message ?? "SQLite error \(error.resultCode.rawValue)")."
      )
    }
  }
}
