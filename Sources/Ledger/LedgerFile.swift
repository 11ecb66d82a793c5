// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import Person

/// The file of the ledger: opening it, finding damage, setting it aside.
enum LedgerFile {
  static let name = "ledger.sqlite"
  static let setAsideMark = ".damaged-"

  static func configuration() -> Configuration {
    var configuration = Configuration()
    configuration.label = "ledger"
    configuration.journalMode = .wal
    configuration.busyMode = .timeout(2)
    return configuration
  }

  /// Opens the file, or begins a new one, with a write on disk before it returns.
  static func open(_ path: String) throws -> DatabaseQueue {
    let queue = try DatabaseQueue(path: path, configuration: configuration())
    // A slice must be on the disk before it is delivered, also when the power goes.
    try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    return queue
  }

  /// What is wrong with the records at `path`, without writing to them; nil for sound or no records.
  ///
  /// Curves are left out: their damage loses a picture, not a limit, and they are most of the size.
  static func damage(at path: String) throws -> String? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(2)
    do {
      return try DatabaseQueue(path: path, configuration: configuration).read { db in
        for table in LedgerSchema.accounts where try db.tableExists(table) {
          let findings = try String.fetchAll(db, sql: "PRAGMA quick_check('\(table)')")
          if findings != ["ok"] { return findings.first ?? "the check found nothing to read" }
        }
        return nil
      }
    } catch let error as DatabaseError where isDamage(error) {
      return error.message ?? "not a database"
    }
  }

  /// A broken header can make SQLite complain of the format with its general error.
  private static func isDamage(_ error: DatabaseError) -> Bool {
    switch error.resultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT, .SQLITE_ERROR: true
    default: false
    }
  }

  /// Moves a damaged file out of the way under a name nothing has, with what belongs to it.
  static func setAside(_ path: String, at now: Timestamp) throws -> String {
    let files = FileManager.default
    var number = 0
    var target = ""
    repeat {
      target = "\(path)\(setAsideMark)\(now.milliseconds)" + (number == 0 ? "" : "-\(number)")
      number += 1
    } while files.fileExists(atPath: target)
    try files.moveItem(atPath: path, toPath: target)
    for suffix in ["-wal", "-shm"] where files.fileExists(atPath: path + suffix) {
      try files.moveItem(atPath: path + suffix, toPath: target + suffix)
    }
    return target
  }

  /// Earlier files that were set aside beside `path`.
  static func setAsides(beside path: String) -> [String] {
    let directory = (path as NSString).deletingLastPathComponent
    let prefix = (path as NSString).lastPathComponent + setAsideMark
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    return entries.filter { $0.hasPrefix(prefix) && !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") }
      .sorted()
  }
}
