// SPDX-License-Identifier: Apache-2.0

import ControlAPI
import Foundation
import Plot
import Testing

@testable import Commands

@Suite("Plot and import")
struct PlotAndImportTests {
  private func run(_ arguments: String...) async throws -> (code: Int32, text: String) {
    let pipe = OutputPipe()
    let terminal = pipe.terminal()
    let code = await TonusProgram.run(arguments + ["--json"], terminal: terminal)
    terminal.flush(milliseconds: 1000)
    return (code, try pipe.text())
  }

  private func withFolder(_ body: (String) async throws -> Void) async throws {
    let folder = NSTemporaryDirectory() + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await body(folder)
  }

  private static let program = """
    tonus: 1
    title: Drawn
    zone: multifidus-lumbar:left
    parameters:
      work: {default: 30 Hz, range: 25 Hz to 35 Hz}
    steps:
      - hold: {frequency: $work, amplitude: 50 %, for: 5 s}
    """

  @Test("an image is written by the end of its name")
  func images() async throws {
    try await withFolder { folder in
      try Data(Self.program.utf8).write(to: URL(fileURLWithPath: folder + "/a.yaml"))
      for (name, start) in [("a.svg", Data("<svg".utf8)), ("a.png", Data([0x89, 0x50]))] {
        let path = "\(folder)/\(name)"
        #expect(
          try await run("plot", folder + "/a.yaml", "--set", "work=35Hz", "-o", path).code == 0)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)).starts(with: start))
      }
    }
  }

  @Test("what is wrong ends with the code of its kind")
  func codes() async throws {
    try await withFolder { folder in
      let path = folder + "/a.yaml"
      try Data(Self.program.utf8).write(to: URL(fileURLWithPath: path))
      #expect(try await run("plot", path, "-o", "a.gif").code == 64)
      #expect(try await run("plot", path, "-o", folder + "/none/a.svg").code == 74)
      #expect(try await run("plot", folder + "/missing.yaml").code == 65)
      #expect(try await run("plot", path, "--set", "work=36Hz").code == 65)
      #expect(
        try await run("import", folder + "/missing.ahap", "--zone", "piriformis:left").code == 65)
      #expect(try await run("import", path, "--zone", "piriformis:left").code == 65)
      #expect(try await run("import", path).code == 64)
      #expect(try await run("import", path, "--zone", "QL", "--frequency", "40-20Hz").code == 64)
      #expect(try await run("import", path, "--zone", "QL", "--amplitude", "40").code == 64)
    }
  }

  @Test("an import is proved before it is written")
  func imports() throws {
    let text = #"{"actions": [{"at": 0, "pos": 0}, {"at": 5000, "pos": 100}]}"#
    func imported(_ millimeters: String) throws -> ImportedProgram {
      try ImportedProgram(
        text, file: "a.funscript", zone: "piriformis:left",
        frequency: FrequencyRange(argument: "25-35Hz"),
        amplitude: ImportAmplitude(argument: millimeters))
    }
    let good = try imported("1mm")
    #expect(good.problems.isEmpty)
    #expect(good.page(output: nil).isProved)
    #expect(good.program.contains("frequency: 30 Hz, amplitude: 0 mm to 1 mm, for: 5000 ms"))
    let bad = try imported("9mm")
    #expect(bad.problems.map(\.code) == ["amplitude-above"])
    #expect(!bad.page(output: nil).isProved)
  }

  @Test("ranges and amplitudes have units")
  func arguments() {
    #expect(FrequencyRange(argument: "25-40Hz")?.range == 25...40)
    #expect(FrequencyRange(argument: "25 Hz-40 Hz")?.range == 25...40)
    #expect(FrequencyRange(argument: "30Hz")?.range == 30...30)
    for bad in ["", "25-40", "-40Hz", "1-2-3Hz", "25mm-40mm", "nanHz"] {
      #expect(FrequencyRange(argument: bad) == nil, "\(bad)")
    }
    #expect(ImportAmplitude(argument: "1.5mm")?.millimeters == 1.5)
    for bad in ["", "1.5", "2g", "-1mm"] { #expect(ImportAmplitude(argument: bad) == nil) }
  }

  @Test("a session's curve is drawn as far as all its lists go")
  func points() {
    var curve = Samples.curve
    let count = PlotText.points(curve).count
    #expect(count == curve.ms.count)
    curve.second = curve.first
    #expect(PlotText.points(curve).map(\.actuator) == [0, 0, 1, 1])
    curve.acceleration.removeLast()
    #expect(PlotText.points(curve).count == 2 * count - 1)
  }
}
