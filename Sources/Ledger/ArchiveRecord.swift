// SPDX-License-Identifier: Apache-2.0

import Foundation
import Person
import Programs
import Quantities

/// One record of an export: a session, an entry of the diary, an assessment or a lock, with a digest of the rest.
///
/// The digest shows that a record was edited; it is no signature. Whatever a file says, restoring it
/// only ever adds.
struct ArchiveRecord: Codable, Hashable {
  struct Charge: Codable, Hashable {
    var zone: String
    var side: String
    var safetyClass: Int
    var energisedMs: Int64
    var handPoints: Double
    /// Milliseconds since 1970, by the calendar of the machine.
    var at: Int64
  }

  struct Delivered: Codable, Hashable {
    var address: String
    var energisedMs: Int64
    var handPoints: Double
    var meanFrequency: Double
    var meanAmplitude: Double
    var peakAcceleration: Double
    var meanCommandedAmplitude: Double
    /// Of each of several; absent for one, and from older versions.
    var actuators: [Means]?
  }

  struct Means: Codable, Hashable {
    var meanFrequency: Double
    var meanAmplitude: Double
    var meanCommandedAmplitude: Double
    var peakAcceleration: Double
  }

  struct Said: Codable, Hashable {
    var sinceMs: Int64
    var step: Int
    var question: String?
    var number: Int
  }

  struct Session: Codable, Hashable {
    var name: String
    var title: String
    var device: String
    var simulated: Bool
    var program: String
    var started: Int64
    var outcome: String
    var reason: String
    var standstillMs: Int64?
    var confirmedMs: Int64?
    var standstillConfirmed: Bool
    var charges: [Charge]
    var delivered: [Delivered]
    var said: [Said]
  }

  struct Entry: Codable, Hashable {
    var kind: String
    var session: String?
    var at: Int64
    var pain: Int?
    var tolerance: Int?
    var numb: Bool?
    var durationMs: Int64?
    var worse: String
    var better: String
    var text: String
    var daily: DailyLife?
  }

  struct Finding: Codable, Hashable {
    var at: Int64
    var assessment: Assessment
  }

  struct Lock: Codable, Hashable {
    var zone: String
    var side: String
    var since: Int64
  }

  static let currentSchema = "tonus-record/1"

  var schema = ArchiveRecord.currentSchema
  var session: Session?
  var entry: Entry?
  var finding: Finding?
  var lock: Lock?
  var digest = ""

  /// The record with its digest, as text with its members in order.
  func sealed() throws -> String {
    var record = self
    record.digest = try expectedDigest()
    return try Self.text(record)
  }

  /// The digest that belongs to what the record says.
  func expectedDigest() throws -> String {
    var bare = self
    bare.digest = ""
    return SecureHash.digits(of: try Self.text(bare))
  }

  static func read(_ text: String) throws(LedgerError) -> ArchiveRecord {
    guard let record = try? JSONDecoder().decode(ArchiveRecord.self, from: Data(text.utf8)) else {
      throw .entry("A record of the file cannot be read, so nothing was restored; export it again.")
    }
    guard record.schema == currentSchema else {
      throw .entry(
        "A record of the file has schema '\(record.schema)', and '\(currentSchema)' is read; nothing was restored."
      )
    }
    return record
  }

  private static func text(_ record: ArchiveRecord) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(record), as: UTF8.self)
  }
}
