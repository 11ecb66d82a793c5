// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import Person
import Quantities

/// What people have had, on disk: charged before it is delivered, so that after a crash it can count
/// too much and never too little.
///
/// Every method takes the time, does one transaction, and is durable when it returns. What throws
/// has written nothing, and whatever asked must not run.
public final class LedgerStore: Sendable {
  /// A damaged file that was found at the start and set aside, untouched.
  public struct SetAside: Hashable, Sendable {
    public let path: String
    public let finding: String
    /// Until nothing in the lost records can still count, nothing runs.
    public let wait: Interval
  }

  /// The file, or what is shown instead for records that are thrown away.
  public let path: String
  /// What happened to damaged records at this start; nil when they were sound.
  public let setAside: SetAside?
  /// Names of sessions that a crash had left open; they count in full.
  public let interrupted: [String]
  let gate = ScreeningGate()
  private let queue: DatabaseQueue
  private let lock: LedgerLock?

  /// How far back anything can count: a day.
  static let day = Interval.seconds(Int64(86_400))

  private init(
    path: String, queue: DatabaseQueue, lock: consuming LedgerLock?, setAside: SetAside?,
    interrupted: [String]
  ) {
    self.path = path
    self.queue = queue
    self.lock = lock
    self.setAside = setAside
    self.interrupted = interrupted
  }

  /// Opens the records in `directory`, made if missing, and keeps other processes from them.
  public static func open(
    directory: String, now reading: ClockReading
  ) throws(LedgerError) -> LedgerStore {
    let path = directory + "/" + LedgerFile.name
    do {
      try FileManager.default.createDirectory(
        atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700]
      )
    } catch {
      throw .storage(
        "The directory '\(directory)' for the records cannot be made; check its parent's permissions, nothing runs until then."
      )
    }
    let lock = try LedgerLock(path: directory + "/ledger.lock")
    do {
      let (queue, setAside) = try openSound(path, at: reading)
      let interrupted = try settleCrashes(queue, at: reading)
      return LedgerStore(
        path: path, queue: queue, lock: lock, setAside: setAside, interrupted: interrupted)
    } catch {
      throw LedgerError(error, path: path)
    }
  }

  /// Records that are gone with the process: for simulation and tests.
  public static func temporary(now reading: ClockReading) throws(LedgerError) -> LedgerStore {
    do {
      let queue = try DatabaseQueue()
      try begin(queue, at: reading, unaccounted: false)
      return LedgerStore(
        path: "(memory)", queue: queue, lock: nil, setAside: nil, interrupted: [])
    } catch {
      throw LedgerError(error, path: "(memory)")
    }
  }

  private static func openSound(_ path: String, at reading: ClockReading) throws
    -> (DatabaseQueue, SetAside?)
  {
    if let finding = try LedgerFile.damage(at: path) {
      return try replace(path, finding: finding, at: reading)
    }
    let wasLost = !LedgerFile.setAsides(beside: path).isEmpty
    let queue = try LedgerFile.open(path)
    try begin(queue, at: reading, unaccounted: wasLost)
    return (queue, nil)
  }

  private static func replace(_ path: String, finding: String, at reading: ClockReading) throws
    -> (DatabaseQueue, SetAside?)
  {
    let target = try LedgerFile.setAside(path, at: reading.wall)
    let queue = try LedgerFile.open(path)
    try begin(queue, at: reading, unaccounted: true)
    return (queue, SetAside(path: target, finding: finding, wait: day))
  }

  /// Brings the tables up to date; new ones get their clock in the same transaction, and where
  /// earlier records were lost, the day in which they might still count.
  private static func begin(_ queue: DatabaseQueue, at reading: ClockReading, unaccounted: Bool)
    throws
  {
    let migrator = LedgerSchema.migrator
    guard try queue.read({ try !migrator.hasBeenSuperseded($0) }) else {
      throw LedgerError.newer(path: queue.path)
    }
    try migrator.migrate(queue)
    try queue.write { db in
      guard try LedgerClock.load(db) == nil else { return }
      let clock = LedgerClock(first: reading)
      try clock.save(db)
      guard unaccounted else { return }
      try db.execute(
        sql: "UPDATE clock SET unaccountedUntil = ?",
        arguments: [(clock.now.proven + day).milliseconds])
    }
  }

  /// One transaction at one time; a refusal undoes all of it.
  func transaction<T>(
    _ reading: ClockReading, _ body: (Database, LedgerClock) throws -> T
  ) throws(LedgerError) -> T {
    do {
      return try queue.write { db in
        let clock = try Self.advance(db, to: reading)
        return try body(db, clock)
      }
    } catch {
      throw LedgerError(error, path: path)
    }
  }

  /// Leaves nothing of what was deleted in the file or its log.
  func compact() throws(LedgerError) {
    do {
      try queue.vacuum()
      _ = try queue.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    } catch {
      throw LedgerError(error, path: path)
    }
  }

  /// Reads without touching the clock.
  func reading<T>(_ body: (Database) throws -> T) throws(LedgerError) -> T {
    do {
      return try queue.read(body)
    } catch {
      throw LedgerError(error, path: path)
    }
  }

  static func advance(_ db: Database, to reading: ClockReading) throws -> LedgerClock {
    var clock = try LedgerClock.load(db) ?? LedgerClock(first: reading)
    if let shift = clock.advance(to: reading) {
      for table in ["session", "charge"] {
        try db.execute(
          sql: """
            UPDATE \(table) SET proven = proven + ?, claimed = claimed + ? WHERE proven > ?
            """,
          arguments: [
            shift.proven.milliseconds, shift.claimed.milliseconds, shift.since.milliseconds,
          ])
      }
    }
    try clock.save(db)
    // What is charged and not settled may be delivered at any moment: it is never old.
    try db.execute(
      sql: """
        UPDATE charge SET proven = ?, claimed = ?
        WHERE settled = 0 AND session IN (SELECT id FROM session WHERE outcome IS NULL)
        """,
      arguments: [clock.now.proven.milliseconds, clock.now.claimed.milliseconds])
    return clock
  }
}
