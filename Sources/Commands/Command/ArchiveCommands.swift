// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ControlAPI
import Foundation

struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write everything that is kept of a person to files.",
    discussion:
      "The JSON file can be taken back with 'tonus restore'; the CSV files are for tables.")

  @OptionGroup var global: GlobalOptions
  @Option(
    help: ArgumentHelp(
      "Write sessions, zones, actuators, said and diary as CSV here.", valueName: "folder"))
  var csv: String?
  @Option(
    name: [.customLong("json-file"), .customShort("o")],
    help: ArgumentHelp("Write one JSON file.", valueName: "path"))
  var jsonFile: String?
  @Option(help: ArgumentHelp("Whose; your own unless named.", valueName: "name"))
  var subject: String?

  func validate() throws {
    if csv == nil, jsonFile == nil {
      throw ValidationError("Name what to write: --csv FOLDER or -o FILE.json.")
    }
  }

  func run() async throws {
    try await global.perform { control, output in
      var written: [String] = []
      if let jsonFile {
        let file = ArchiveFile(
          subject: subject ?? "self", records: try await control.export(subject))
        try ProgramFile.write(file.bytes(), to: jsonFile, isPrivate: true)
        written.append(jsonFile)
      }
      if let csv { written += try await tables(control, in: csv) }
      try output.show(["written": written], written.map { "Written: \($0)" })
    }
  }

  private func tables(_ control: any DaemonLink, in folder: String) async throws -> [String] {
    let records = try await control.history(subject, .max)
    let entries = try await control.diary(subject, .max)
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw CommandFailure(
        name: "Usage", message: "'\(folder)' cannot be made: \(error.localizedDescription)",
        exit: .usage)
    }
    let tables = [
      ("sessions.csv", SeparatedValues.sessions(records)),
      ("zones.csv", SeparatedValues.zones(records)),
      ("actuators.csv", SeparatedValues.actuators(records)),
      ("said.csv", SeparatedValues.said(records)), ("diary.csv", SeparatedValues.diary(entries)),
    ]
    for (name, text) in tables {
      try ProgramFile.write(Array(text.utf8), to: "\(folder)/\(name)", isPrivate: true)
    }
    return tables.map { "\(folder)/\($0.0)" }
  }
}

struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Take back what 'tonus export' wrote.",
    discussion: """
      Only adds: doses and locks of the file count, and nothing that is known changes. Experience and \
      answers are not taken over, so it begins gently again.
      """)

  @OptionGroup var global: GlobalOptions
  @Argument(help: "The JSON file.")
  var file: String
  @Option(help: ArgumentHelp("Whose it is; your own unless named.", valueName: "name"))
  var subject: String?

  /// Bytes of records in one call: well below the longest message.
  private static let most = 500_000

  func run() async throws {
    let archive = try ArchiveFile.read(file)
    guard subject != nil || archive.subject == "self" else {
      throw CommandFailure(
        name: "Usage",
        message:
          "'\(file)' holds the records of '\(archive.subject)'; add --subject '\(archive.subject)', or --subject self to take them as your own.",
        exit: .usage)
    }
    try await global.perform { control, output in
      var sum = Control.RestoreReply(added: 0, known: 0, edited: 0)
      for batch in Self.batches(archive.records) {
        let reply: Control.RestoreReply
        do {
          reply = try await control.restore(subject, batch)
        } catch {
          throw Self.after(sum, CommandFailure(error))
        }
        sum.notes += reply.notes
        sum.added += reply.added
        sum.known += reply.known
        sum.edited += reply.edited
      }
      try output.show(sum, Self.lines(sum, archive, style: output.style))
    }
  }

  /// A file goes in parts: what was added before the one that failed is there.
  static func after(_ sum: Control.RestoreReply, _ failure: CommandFailure) -> CommandFailure {
    var failure = failure
    if sum.added > 0 {
      failure.message +=
        " \(sum.added) records before it were added; they are known when it is restored again."
    }
    return failure
  }

  static func lines(_ sum: Control.RestoreReply, _ archive: ArchiveFile, style: TextStyle)
    -> [String]
  {
    var lines = ["\(sum.added) records added, \(sum.known) were known."]
    if sum.edited > 0 {
      lines.append(style.yellow("\(sum.edited) records were edited since they were exported."))
    }
    for note in sum.notes {
      lines += Layout.wrapped(note, width: style.width - 2).map { "  " + $0 }
    }
    if archive.count != archive.records.count {
      lines.append(
        style.yellow("The file had \(archive.count) records and has \(archive.records.count) now."))
    }
    return lines
  }

  /// Sessions first, as entries belong to them, in parts that fit into a message.
  static func batches(_ records: [String]) -> [[String]] {
    var batches: [[String]] = []
    var size = most
    for record in records {
      size += record.utf8.count * 2
      if size > most {
        batches.append([])
        size = record.utf8.count * 2
      }
      batches[batches.count - 1].append(record)
    }
    return batches
  }
}
