// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ControlAPI
import Daemon
import Importers
import Programs

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Turn an AHAP or funscript file into a program, and tell what was lost.",
    discussion: """
      Those formats have no units, no muscle and no limits: --zone says where, --frequency and \
      --amplitude what their lowest and highest values mean. The program is proved before it is \
      written; without -o it is printed, and the report goes to standard error.
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The file to import.")
  var file: String

  @Option(help: ArgumentHelp("Where: multifidus-lumbar@L5-S1:left.", valueName: "zone"))
  var zone: String

  @Option(
    help: ArgumentHelp(
      "From the lowest to the highest, 25-40Hz; the zone's own unless given.", valueName: "range"))
  var frequency: FrequencyRange?

  @Option(
    help: ArgumentHelp(
      "The full amplitude, 1.5mm; the session amplitude unless given.", valueName: "mm"))
  var amplitude: ImportAmplitude?

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("Write the program to this file.", valueName: "path"))
  var output: String?

  func run() async throws {
    let out = global.output()
    let text = try ProgramFile.foreign(file, limit: Importers.largest)
    let imported = try ImportedProgram(
      text, file: file, zone: zone, frequency: frequency, amplitude: amplitude)
    if !out.isJSON { out.terminal.complain(imported.report) }
    guard imported.problems.isEmpty else {
      if out.isJSON { try out.json(imported.page(output: nil)) }
      out.terminal.flush(milliseconds: 1000)
      throw Ending(exit: .data)
    }
    if let output { try ProgramFile.write(Array(imported.program.utf8), to: output) }
    if out.isJSON {
      try out.json(imported.page(output: output))
    } else if let output {
      out.terminal.print(["Written: \(output), proved; 'tonus plot \(output)' draws it."])
    } else {
      out.terminal.print(imported.program.split(separator: "\n").map(String.init))
    }
    out.terminal.flush(milliseconds: 1000)
  }
}

/// `25-40Hz`, or one frequency.
struct FrequencyRange: Hashable, Sendable, ExpressibleByArgument {
  let range: ClosedRange<Double>

  init?(argument: String) {
    let parts = argument.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard (1...2).contains(parts.count), let last = parts.last, let high = Self.hertz(last),
      let low = parts.count == 1 ? high : Self.hertz(parts[0]) ?? Self.hertz(parts[0] + "Hz"),
      low <= high
    else { return nil }
    range = low...high
  }

  private static func hertz(_ text: String) -> Double? {
    guard let quantity = Quantity(text), quantity.unit == .hertz else { return nil }
    return quantity.value
  }
}

/// `1.5mm`.
struct ImportAmplitude: Hashable, Sendable, ExpressibleByArgument {
  let millimeters: Double

  init?(argument: String) {
    guard let quantity = Quantity(argument), quantity.unit == .millimeter else { return nil }
    millimeters = quantity.value
  }
}
