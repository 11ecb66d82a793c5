// SPDX-License-Identifier: Apache-2.0

import Anatomy
import ControlAPI
import Daemon
import Envelope
import Importers
import Plot
import Programs
import Quantities

/// A foreign file as a program, with what the checker says of it and what became of the file.
struct ImportedProgram {
  let format: String
  let program: String
  let notes: [ImportNote]
  let problems: [CheckedProblem]
  private let rendered: [String]
  private let file: String
  private let isProved: Bool

  init(
    _ text: String, file: String, zone: String, frequency: FrequencyRange?,
    amplitude: ImportAmplitude?
  ) throws(CommandFailure) {
    self.file = file
    let address = try Self.address(zone)
    guard let profile = Catalogue.standard[address.zone]?.profiles.first else {
      throw CommandFailure(
        name: "NoSuchZone", message: "'\(address)' has no profile to treat it by.", exit: .usage)
    }
    let pattern: HapticPattern
    do {
      let importer = try Importers.importer(for: file, text: text)
      format = importer.name
      pattern = try importer.read(text)
    } catch {
      throw CommandFailure(
        name: "ImportFailed",
        message:
          "'\(file)' cannot be imported, \(error.place.map { "line \($0): " } ?? "")\(error.message).",
        exit: .data)
    }
    let bounds = profile.bounds
    let range =
      frequency?.range
      ?? Double(bounds.frequencyMin.hertz)...Double(bounds.frequencyMax.hertz)
    let mapping = ProgramText.Mapping(
      frequencies: range, millimeters: amplitude?.millimeters)
    let name = file.split(separator: "/").last.map(String.init) ?? file
    let made = ProgramText(pattern, zone: "\(address)", mapping: mapping, file: name)
    program = made.text
    var notes = made.notes
    if frequency == nil {
      notes.append(.defaulted("--frequency", "the band of '\(profile.id.rawValue)' on this zone"))
    }
    if amplitude == nil {
      notes.append(
        .defaulted("--amplitude", "shares of the session amplitude, which --intensity sets"))
    }
    switch Checker.prove(text: program, device: ProgramCheck.referenceDevice) {
    case .success(let timeline):
      isProved = true
      problems = []
      rendered = timeline.warnings.map { "warning: \($0.message)" }
      if let late = Self.late(timeline) { notes.append(late) }
    case .failure(let failure):
      isProved = false
      problems = failure.list.filter { $0.severity == .error }.map { CheckedProblem($0) }
      rendered =
        failure.rendered(source: program, name: "imported.yaml").split(separator: "\n")
        .map(String.init)
    }
    self.notes = notes
  }

  private static func address(_ zone: String) throws(CommandFailure) -> ZoneAddress {
    switch Catalogue.standard.resolve(zone) {
    case .success(let address): return address
    case .failure(let problem):
      throw CommandFailure(name: "NoSuchZone", message: problem.message, exit: .usage)
    }
  }

  /// How much of the amplitude the slew limiter keeps back.
  private static func late(_ timeline: Timeline) -> ImportNote? {
    let series = PlotSeries(timeline, columns: 2000)
    guard let columns = series.curves.first?.columns else { return nil }
    let asked = columns.map { $0.askedAmplitude.high }.max() ?? 0
    let delivered = columns.map { $0.amplitude.high }.max() ?? 0
    guard asked > 0, delivered < asked * 0.99 else { return nil }
    return ImportNote(
      kind: .mapped, place: "whole",
      text:
        "rises pass the slew limiter: of \(Figures.fixed(Double(asked), 2)) mm asked at most \(Figures.fixed(Double(delivered), 2)) mm arrive; 'tonus plot' shows it"
    )
  }

  /// What became of the file, and what the checker says.
  var report: [String] {
    let notes = notes.map { note in
      let often = note.count > 1 ? " (\(note.count) times, first here)" : ""
      // What concerns an option is nowhere in the file.
      guard !note.place.hasPrefix("--") else {
        return "\(file): \(note.kind.rawValue): \(note.place) \(note.text)"
      }
      return "\(file):\(note.place): \(note.kind.rawValue): \(note.text)\(often)"
    }
    return notes + rendered
      + (isProved
        ? [] : ["The program is not written: it is not proved. See what stands against it above."])
  }

  func page(output: String?) -> ImportPage {
    ImportPage(
      format: format, program: program, isProved: isProved, output: output,
      report: notes.map {
        ImportPage.Note(kind: $0.kind.rawValue, place: $0.place, count: $0.count, text: $0.text)
      }, problems: problems)
  }
}

extension ImportNote {
  /// A choice that the command line left open.
  fileprivate static func defaulted(_ option: String, _ choice: String) -> ImportNote {
    ImportNote(kind: .mapped, place: option, text: "not given: \(choice)")
  }
}

/// What `tonus import` made, as JSON shows it.
struct ImportPage: Encodable {
  struct Note: Encodable {
    let kind: String
    let place: String
    let count: Int
    let text: String
  }

  let format: String
  let program: String
  let isProved: Bool
  let output: String?
  let report: [Note]
  let problems: [CheckedProblem]
}
