// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rehearsal
import Testing

private let examples = URL(fileURLWithPath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "examples")

@Suite("Live driving with the real programs", .serialized)
struct DriveTests {
  private func stage() throws -> Stage {
    let stage = try Stage(programs: programs)
    try stage.startDevice()
    try stage.startDaemon()
    try stage.answerQuestions()
    return stage
  }

  private func moves(_ stage: Stage) -> Bool {
    waitUntil(seconds: 20) { Truth(stage.truth).isMoving ? true : nil } != nil
  }

  private func stops(_ stage: Stage, within seconds: Double) -> Bool {
    waitUntil(seconds: seconds) { Truth(stage.truth).isMoving ? nil : true } != nil
  }

  /// Amplitudes that a client was told, mm.
  private func amplitudes(_ output: [String]) -> [Double] {
    output.compactMap { line in
      guard let tail = line.components(separatedBy: "\"commandedAmplitude\":").dropFirst().first
      else { return nil }
      return Double(tail.prefix { "0123456789.".contains($0) || $0 == " " }.filter { $0 != " " })
    }
  }

  @Test(
    "the example modulates amplitude from contact force, and its end is the stream's",
    arguments: ["follow_force.py", "follow_force.sh"])
  func example(_ name: String) throws {
    let stage = try stage()
    let isPython = name.hasSuffix("py")
    let arguments =
      isPython ? ["--peak", "0.6", "--seconds", "8"] : ["--max", "0.6mm", "--for", "8s"]
    let program = try RunningProgram(
      URL(fileURLWithPath: "/usr/bin/env"),
      [isPython ? "python3" : "sh", examples.appending(path: name).path, "multifidus-lumbar"]
        + ["--side", "left", "--socket", stage.socket] + arguments,
      environment: ["TONUS": programs.appending(path: "tonus").path])
    #expect(moves(stage), "\(program.output)")
    stage.device?.say("press 7")
    let light = waitUntil(seconds: 10) { (amplitudes(program.output).last ?? 0) > 0.3 ? true : nil }
    #expect(light != nil, "\(program.output.suffix(3))")
    stage.device?.say("press 14")
    let firm = waitUntil(seconds: 10) {
      amplitudes(program.output).last.map { $0 < 0.15 } ?? false ? true : nil
    }
    #expect(firm != nil, "\(program.output.suffix(3))")
    #expect(program.waitForExit(seconds: 30) == 0, "\(program.output.suffix(5))")
    #expect(program.output.joined().contains("completed"), "\(program.output.suffix(5))")
    #expect(stops(stage, within: 2))
    let (_, history) = try stage.run("history", "--json")
    #expect(history.joined().contains("driven live"), "\(history)")
  }

  @Test("H1: a client that falls silent, frozen or killed, ends the motion by itself")
  func silence() throws {
    for signal in [SIGSTOP, SIGKILL] {
      let stage = try stage()
      let program = try RunningProgram(
        URL(fileURLWithPath: "/usr/bin/env"),
        [
          "python3", examples.appending(path: "follow_force.py").path, "multifidus-lumbar",
          "--side", "left", "--peak", "1", "--socket", stage.socket,
        ])
      #expect(moves(stage), "\(program.output)")
      program.signal(signal)
      #expect(stops(stage, within: 5), "signal \(signal)")
      let before = Truth.now
      program.signal(SIGCONT)
      Thread.sleep(forTimeInterval: 1)
      #expect(Truth(stage.truth).beginnings(after: before) == 0)
    }
  }

  @Test("names bad lines with their number, drives the others, and ends with 65")
  func badLines() throws {
    let stage = try stage()
    let program = try stage.client(
      "drive", "multifidus-lumbar", "--side", "left", "--max", "0.5mm", "--for", "30s", "--yes")
    // One after the other: of lines that wait together only the newest is looked at.
    program.say("# first\n30Hz 0.3mm 20s")
    #expect(moves(stage), "\(program.output)")
    program.say("30Hz 0.6mm")
    #expect(program.waitForLine { $0.hasPrefix("line 3: ") } != nil)
    program.say("30Hz")
    #expect(program.waitForLine { $0.hasPrefix("line 4: ") } != nil)
    program.say("30Hz 0.4mm 300ms")
    program.closeInput()
    #expect(program.waitForExit(seconds: 20) == 65, "\(program.output)")
    let output = program.output.joined(separator: "\n")
    #expect(output.contains("line 3: 0.60 mm is outside 0 to 0.50 mm"), "\(output)")
    #expect(output.contains("line 4: "), "\(output)")
    #expect(!output.contains("line 2: ") && !output.contains("line 5: "), "\(output)")
    #expect(output.contains("completed"), "\(output)")
  }

  @Test("H6: a stream outside the envelope, on a locked zone or without a side never begins")
  func refused() throws {
    let stage = try stage()
    for (arguments, status, word) in [
      (["multifidus-lumbar:left", "--max", "9mm", "--for", "60s"], Int32(65), "1.5 mm"),
      (["multifidus-lumbar:left", "--max", "1mm", "--for", "10min"], 65, "180 s"),
      (["suboccipitales:left", "--max", "1mm", "--for", "60s"], 77, "semispinalis"),
      (["multifidus-lumbar", "--max", "1mm", "--for", "60s"], 65, "left or right"),
      (["nonsense", "--max", "1mm", "--for", "60s"], 64, "nonsense"),
      (["multifidus-lumbar:left", "--max", "1", "--for", "60s"], 64, "1mm"),
      (["multifidus-lumbar:left", "--max", "1mm", "--for", "60Hz"], 64, "60s"),
    ] {
      let program = try RunningProgram(
        programs.appending(path: "tonus"),
        ["drive"] + arguments + ["--yes", "--socket", stage.socket])
      program.closeInput()
      #expect(program.waitForExit() == status, "\(arguments): \(program.output)")
      #expect(program.output.joined().contains(word), "\(arguments): \(program.output)")
    }
    #expect(!Truth(stage.truth).isMoving)
  }
}
