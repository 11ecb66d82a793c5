// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rehearsal
import Testing

@Suite("Programs with the real programs", .serialized)
struct ProgramTests {
  private func stage() throws -> Stage {
    let stage = try Stage(programs: programs)
    try stage.startDaemon(device: "sim:t1")
    try stage.answerQuestions()
    return stage
  }

  private func write(_ text: String, _ name: String, _ stage: Stage) throws -> String {
    let file = stage.folder.appending(path: name)
    try text.write(to: file, atomically: true, encoding: .utf8)
    return file.path
  }

  private static let question = """
    tonus: 1
    title: With a question
    zone: multifidus-lumbar:left
    parameters:
      work: {default: 30 Hz, range: 25 Hz to 35 Hz}
    steps:
      - use: {program: part.yaml}
      - ask:
          text: How does it feel?
          wait: 20 s
          answers:
            0-4: [{hold: {frequency: $work, amplitude: 40 %, for: 1 s}}]
          otherwise: stop
      - wave: {frequency: $work, amplitude: 0.2 mm + 0.05 mm * sin(1 Hz * t), for: 1 s}
    """
  private static let part = """
    tonus: 1
    title: Part
    steps:
      - hold: {frequency: 28 Hz, amplitude: 30 %, for: 1 s, text: First}
    """

  @Test(
    "a program with all it uses is sent, asks, is answered from another terminal, and is recorded")
  func whole() throws {
    let stage = try stage()
    let path = try write(Self.question, "mine.yaml", stage)
    _ = try write(Self.part, "part.yaml", stage)
    let dry = try stage.run("run", path, "--dry-run", "--set", "work=26Hz", "--json")
    #expect(dry.status == 0, "\(dry.output)")
    #expect(dry.output.joined().contains(#""kind":"ask""#), "\(dry.output)")
    let client = try stage.client("run", path, "--set", "work=26Hz", "--yes")
    #expect(client.waitForLine { $0.contains("asking") } != nil, "\(client.output)")
    #expect(try stage.run("answer", "11").status == 64)
    #expect(try stage.run("pain", "2").status == 0)
    #expect(try stage.run("answer", "3").status == 0)
    #expect(client.waitForExit(seconds: 30) == 0, "\(client.output)")
    #expect(try stage.run("answer", "3").status == 64)
    let (_, history) = try stage.run("history", "--json")
    let record = try #require(
      try JSONSerialization.jsonObject(with: Data(history.joined().utf8)) as? [String: Any])
    #expect(record["outcome"] as? String == "completed")
    let program = try #require(record["program"] as? String)
    #expect(program.count == 64)
    #expect(dry.output.joined().contains(program))
    let session = try #require(record["session"] as? String)
    let curve = try stage.run("history", session, "--curve", "--json")
    #expect(curve.output.joined().contains("commandedAmplitude"), "\(curve.output)")
    let (_, table) = try stage.run("history", session, "--curve")
    #expect(table.count > 20, "\(table)")
  }

  @Test("what is wrong is told with its place, and nothing runs", arguments: ["check", "run"])
  func wrong(_ command: String) throws {
    let stage = try stage()
    for (text, name, word) in [
      (Self.question, "lonely.yaml", "part.yaml"),
      ("tonus: 1\ntitle: x\nzone: QL:left\nsteps:\n  - hodl: {}\n", "typo.yaml", "hold"),
      (
        "tonus: 1\ntitle: x\nzone: QL:left\nsteps:\n  - hold: {frequency: 30 Hz, amplitude: 9 mm, for: 5 s}\n",
        "much.yaml", "9 mm"
      ),
      ("", "empty.yaml", "empty.yaml"),
    ] {
      let path = try write(text, name, stage)
      let (status, output) = try stage.run(command, path)
      #expect(status == 65, "\(name): \(output)")
      #expect(output.joined().contains(word), "\(name): \(output)")
    }
    for (path, word) in [
      (stage.folder.path, "directory"), (stage.folder.path + "/none.yaml", "no such file"),
    ] {
      let (status, output) = try stage.run(command, path)
      #expect(status == 65, "\(path): \(output)")
      #expect(output.joined().contains(word), "\(path): \(output)")
    }
    let (_, history) = try stage.run("history")
    #expect(history.joined().contains("No session"), "\(history)")
  }

  @Test("check says by whom a program is proved")
  func proved() throws {
    let stage = try stage()
    let path = try write(Self.question, "mine.yaml", stage)
    _ = try write(Self.part, "part.yaml", stage)
    let (status, output) = try stage.run("check", path)
    #expect(status == 0, "\(output)")
    #expect(output.joined().contains("Proved by the daemon"), "\(output)")
    let json = try stage.run("check", path, "--json", "--local")
    #expect(json.status == 0)
    #expect(json.output.joined().contains(#""verdict":"proved""#), "\(json.output)")
    let refuted = try write(
      Self.part.replacing("30 %", with: "9 mm").replacing(
        "steps:", with: "zone: QL:left\nsteps:"), "much.yaml", stage)
    let page = try stage.run("check", refuted, "--json")
    #expect(page.status == 65)
    #expect(page.output.joined().contains(#""verdict":"refuted""#), "\(page.output)")
    #expect(page.output.joined().contains(#""line":5"#), "\(page.output)")
  }
}
