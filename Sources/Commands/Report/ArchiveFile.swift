// SPDX-License-Identifier: Apache-2.0

import ControlAPI
import Foundation

/// The file of an export: the daemon's records as they are, and a digest of theirs.
struct ArchiveFile: Codable {
  static let currentSchema = "tonus-export/1"

  var schema = ArchiveFile.currentSchema
  var subject: String
  /// How many there were, so that a shortened file is told.
  var count: Int
  var records: [String]

  init(subject: String, records: [String]) {
    self.subject = subject
    self.records = records
    count = records.count
  }

  func bytes() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    return Array(try encoder.encode(self)) + [10]
  }

  static func read(_ path: String) throws(CommandFailure) -> ArchiveFile {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw CommandFailure(
        name: "Usage", message: "'\(path)' cannot be read: \(error.localizedDescription)",
        exit: .usage)
    }
    guard (try? JSONSerialization.jsonObject(with: data)) != nil else {
      throw CommandFailure(
        name: "NotAnExport",
        message:
          "'\(path)' is cut off or no JSON (\(data.count) bytes), so nothing was restored; copy or export it again.",
        exit: .data)
    }
    guard let file = try? JSONDecoder().decode(ArchiveFile.self, from: data),
      file.schema == currentSchema
    else {
      throw CommandFailure(
        name: "NotAnExport",
        message:
          "'\(path)' is no export of Tonus (\(currentSchema)); write one with 'tonus export --json-file'.",
        exit: .data)
    }
    return file
  }
}

/// Records and diary as tables of comma-separated values (RFC 4180).
enum SeparatedValues {
  static func sessions(_ records: [Record]) -> String {
    table(
      [
        "session", "started", "title", "outcome", "energised_ms", "hand_points", "standstill_ms",
        "device", "simulated", "imported",
      ],
      records.map { record in
        [
          record.session, record.started, record.title, record.outcome, "\(record.energisedMs)",
          "\(record.handPoints)", record.standstillMs.map { "\($0)" } ?? "", record.device,
          "\(record.simulated)", "\(record.imported)",
        ]
      })
  }

  static func zones(_ records: [Record]) -> String {
    table(
      [
        "session", "zone", "energised_ms", "mean_frequency_hz", "mean_amplitude_mm",
        "mean_commanded_amplitude_mm", "peak_acceleration_g",
      ],
      records.flatMap { record in
        record.zones.map { zone in
          [
            record.session, zone.zone, "\(zone.energisedMs)", "\(zone.meanFrequency)",
            "\(zone.meanAmplitude)", "\(zone.meanCommandedAmplitude)", "\(zone.peakAcceleration)",
          ]
        }
      })
  }

  /// What each actuator delivered, a row to a zone and actuator.
  static func actuators(_ records: [Record]) -> String {
    table(
      [
        "session", "zone", "actuator", "mean_frequency_hz", "mean_amplitude_mm",
        "mean_commanded_amplitude_mm", "peak_acceleration_g",
      ],
      records.flatMap { record in
        record.zones.flatMap { zone in
          zone.means.map { means in
            [
              record.session, zone.zone, "\(means.actuator)", "\(means.meanFrequency)",
              "\(means.meanAmplitude)", "\(means.meanCommandedAmplitude)",
              "\(means.peakAcceleration)",
            ]
          }
        }
      })
  }

  static func said(_ records: [Record]) -> String {
    table(
      ["session", "since_ms", "step", "question", "number"],
      records.flatMap { record in
        record.said.map { said in
          [
            record.session, "\(said.sinceMs)", "\(said.step)", said.question ?? "pain",
            "\(said.number)",
          ]
        }
      })
  }

  static func diary(_ entries: [DiaryEntry]) -> String {
    table(
      [
        "written", "kind", "session", "pain", "tolerance", "numb", "seconds", "worse", "better",
        "text", "imported", "abilities", "sitting_hours", "work",
      ],
      entries.map { entry in
        [
          entry.at, entry.kind, entry.session ?? "", entry.pain.map { "\($0)" } ?? "",
          entry.tolerance.map { "\($0)" } ?? "", entry.numb.map { "\($0)" } ?? "",
          entry.seconds.map { "\($0)" } ?? "", entry.worse, entry.better, entry.text,
          "\(entry.imported)", abilities(entry.daily),
          entry.daily?.sittingHours.map { "\($0)" } ?? "",
          entry.daily?.work ?? "",
        ]
      })
  }

  /// `bed=4 stairs=7`.
  private static func abilities(_ daily: DailyLife?) -> String {
    (daily?.abilities ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      .joined(separator: " ")
  }

  private static func table(_ head: [String], _ rows: [[String]]) -> String {
    ([head] + rows).map { $0.map(field).joined(separator: ",") + "\r\n" }.joined()
  }

  /// Quoted where it has to be; what a spreadsheet would take for a formula begins with a space.
  static func field(_ text: String) -> String {
    var text = text
    if let first = text.first, "=+-@\t".contains(first), Double(text) == nil { text = " " + text }
    guard text.contains(where: { ",\"\r\n".contains($0) || $0 == "\r\n" }) else { return text }
    return "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }
}
