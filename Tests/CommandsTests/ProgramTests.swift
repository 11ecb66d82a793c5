// SPDX-License-Identifier: Apache-2.0

import ControlAPI
import Foundation
import Programs
import Testing

@testable import Commands

@Suite("The program's arguments and exit codes")
struct ProgramTests {
  /// Exit code and standard output.
  func run(_ arguments: String...) async throws -> (code: Int32, text: String) {
    let pipe = OutputPipe()
    let terminal = pipe.terminal()
    let code = await TonusProgram.run(arguments, terminal: terminal)
    terminal.flush(milliseconds: 1000)
    return (code, try pipe.text())
  }

  @Test("global options may stand before the command")
  func hoisted() {
    #expect(
      GlobalOptions.hoisted(["--simulate", "--speed", "20", "run", "QL", "--yes"])
        == ["run", "--simulate", "--speed", "20", "QL", "--yes"])
    #expect(GlobalOptions.hoisted(["--socket=/s", "stop"]) == ["stop", "--socket=/s"])
    #expect(GlobalOptions.hoisted(["run", "--json"]) == ["run", "--json"])
    #expect(GlobalOptions.hoisted(["--json"]) == ["--json"])
    #expect(GlobalOptions.hoisted(["--json", "--help"]) == ["--json", "--help"])
    #expect(GlobalOptions.hoisted(["--socket"]) == ["--socket"])
    #expect(GlobalOptions.hoisted([]) == [])
  }

  @Test(
    "what is no command or no value ends with 64 and one object",
    arguments: [
      ["run", "x", "--side", "up"], ["run"], ["nonsense"], ["run", "x", "--intensity", "11"],
      ["run", "x", "--answers", "yes"], ["run", "x", "--speed", "2"], ["clear", "3"],
      ["history", "--limit", "0"], ["stop", "--simulate", "--socket", "/s"],
      ["run", "x", "--simulate", "--speed", "1e9"], ["zones", " "], ["zones", "--seventeen", "QL"],
      ["show"], ["show", "QL", "--map", "map.png"],
    ])
  func usage(arguments: [String]) async throws {
    let pipe = OutputPipe()
    let terminal = pipe.terminal()
    let code = await TonusProgram.run(arguments + ["--json"], terminal: terminal)
    terminal.flush(milliseconds: 1000)
    let text = try pipe.text()
    #expect(code == 64, "\(arguments): \(text)")
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    #expect(object?["exitCode"] as? Int == 64)
  }

  @Test("help is success")
  func help() async throws {
    let (code, text) = try await run("run", "--help")
    #expect(code == 0)
    #expect(text.contains("--intensity"))
  }

  @Test("without a daemon the exit code is 69 and the message says how to start one")
  func noDaemon() async throws {
    let (code, text) = try await run("--json", "--socket", "/nowhere/tonus.sock", "devices")
    #expect(code == 69)
    #expect(text.contains("/nowhere/tonus.sock"))
    #expect(text.contains("tonusd --device sim:t1"))
  }

  @Test("every command's name is known to the usage errors")
  func names() {
    #expect(Set(Tonus.names).count == Tonus.names.count)
    #expect(Tonus.names.contains("go-on"))
  }

  @Test("answers name their question")
  func answers() {
    #expect(
      AnswerList(argument: "RF-1=no,rf-2=Y")?.answers == [
        Answer(id: "RF-1", yes: false), Answer(id: "RF-2", yes: true),
      ])
    for bad in ["", "no", "RF-1", "RF-1=", "RF-1=perhaps", "=no", "RF-1=no=yes"] {
      #expect(AnswerList(argument: bad) == nil, "\(bad)")
    }
  }

  @Test("answers may stand in a file, one to a line, with remarks")
  func answerFile() {
    let list = AnswerList(text: "# mine\nRF-1 = no # asked today\n\nrf-2=yes, RF-3=n\n")
    #expect(list?.answers.map(\.id) == ["RF-1", "RF-2", "RF-3"])
    #expect(list?.answers.map(\.yes) == [false, true, false])
    #expect(AnswerList(argument: "@/nowhere/answers.txt") == nil)
  }

  @Test("movements and muscles are written with their place, side and value")
  func findings() {
    #expect(
      MovementArgument(argument: "lumbar@L4-L5:rotation:left=4")?.movement
        == Control.Movement(
          region: "lumbar", level: "L4-L5", direction: "rotation", side: "left", freedom: 4))
    #expect(MovementArgument(argument: "lumbar:flexion=7")?.movement.side == nil)
    #expect(
      MuscleArgument(argument: "lower back deep:left=tight")?.muscle
        == Control.Muscle(zone: "lower back deep", side: "left", state: "tight"))
    for bad in ["", "lumbar", "lumbar=4", "lumbar:flexion", "a:b:c:d=1", "lumbar:flexion=much"] {
      #expect(MovementArgument(argument: bad) == nil, "\(bad)")
    }
    for bad in ["", "QL=tight", "QL:left", ":left=tight"] {
      #expect(MuscleArgument(argument: bad) == nil, "\(bad)")
    }
  }

  @Test("a value that is written otherwise is told how it is written")
  func forms() throws {
    func said(_ body: () throws -> Void) -> String {
      do {
        try body()
        return ""
      } catch { return "\(error)" }
    }
    #expect(said { _ = try MuscleArgument.read("QL=tight") }.contains("QL:left=tight"))
    #expect(
      said { _ = try MovementArgument.read("lumbar") }.contains("lumbar@L4-L5:rotation:left=4"))
    #expect(said { _ = try AbilityArgument.read("bed") }.contains("bed=4"))
    #expect(said { _ = try AnswerList.read("RF-1=maybe") }.contains("RF-1=no,RF-2=yes"))
    #expect(try AbilityArgument.read("Bed=0").activity == "bed")
  }

  @Test("a target is a file where it looks like one")
  func target() throws {
    for file in ["./a.yaml", "a.yml", "/x/y", "-"] { #expect(ProgramFile.isMeant(by: file)) }
    for name in ["QL", "lower back deep", "multifidus-lumbar@L5-S1:left"] {
      #expect(!ProgramFile.isMeant(by: name))
    }
  }

  @Test("program files that cannot be read are a clear error with 65")
  func badFiles() throws {
    let path = NSTemporaryDirectory() + UUID().uuidString + ".yaml"
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(throws: CommandFailure.self) { try ProgramFile.bundle(path) }
    try Data([0x74, 0xFF, 0xFE]).write(to: URL(fileURLWithPath: path))
    #expect(throws: CommandFailure.self) { try ProgramFile.bundle(path) }
    try Data(count: ProgramBundle.largest + 1).write(to: URL(fileURLWithPath: path))
    #expect(throws: CommandFailure.self) { try ProgramFile.bundle(path) }
    #expect(throws: CommandFailure.self) { try ProgramFile.bundle(NSTemporaryDirectory()) }
    // An empty file reads; that there is no program in it is the checker's word.
    try Data().write(to: URL(fileURLWithPath: path))
    #expect(try ProgramFile.bundle(path).files.values.map(\.isEmpty) == [true])
    try Data("tonus: 1".utf8).write(to: URL(fileURLWithPath: path))
    let bundle = try ProgramFile.bundle(path)
    #expect(bundle.files == [bundle.main: "tonus: 1"])
  }

  @Test("a file of a gigabyte is refused before it is read")
  func hugeFile() throws {
    let path = NSTemporaryDirectory() + UUID().uuidString + ".yaml"
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.truncate(atOffset: 1 << 30)
    do {
      _ = try ProgramFile.bundle(path)
      Issue.record("was read")
    } catch {
      #expect(error.exit == .data)
      #expect(error.message.contains("1073741824 bytes"))
    }
  }

  @Test("a bundle holds the program and what it uses, each read once")
  func bundles() throws {
    let folder = NSTemporaryDirectory() + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(
      atPath: folder + "/parts", withIntermediateDirectories: true)
    let main = """
      tonus: 1
      title: Main
      zone: multifidus-lumbar:left
      steps:
        - use: {program: parts/one.yaml}
        - use: {program: missing.yaml}
      """
    let part = "tonus: 1\ntitle: One\nsteps:\n  - rest: 1 s\n"
    try Data(main.utf8).write(to: URL(fileURLWithPath: folder + "/main.yaml"))
    try Data(part.utf8).write(to: URL(fileURLWithPath: folder + "/parts/one.yaml"))
    let bundle = try ProgramFile.bundle(folder + "/main.yaml")
    #expect(bundle.main == "main.yaml")
    #expect(bundle.files == ["main.yaml": main, "parts/one.yaml": part])
  }

  @Test("values are given by name, and what is no assignment is a usage error")
  func assignments() async throws {
    #expect(Assignment(argument: "work=35 Hz")?.value == "35 Hz")
    for bad in ["", "work", "=3", "work="] { #expect(Assignment(argument: bad) == nil) }
    #expect(try await run("run", "x", "--set", "work", "--json").code == 64)
    #expect(try await run("run", "x.yaml", "--set", "intensity=11", "--json").code == 64)
    #expect(try await run("answer", "11", "--json").code == 64)
    #expect(try await run("history", "--curve", "--json").code == 64)
  }

  private static let sound = """
    tonus: 1
    title: Sound
    zone: multifidus-lumbar:left
    parameters:
      work: {default: 30 Hz, range: 25 Hz to 35 Hz}
    steps:
      - hold: {frequency: $work, amplitude: 100 %, for: 10 s}
    """

  private func check(_ text: String, _ arguments: String...) async throws -> Int32 {
    let path = NSTemporaryDirectory() + UUID().uuidString + ".yaml"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return await TonusProgram.run(
      ["check", path, "--local"] + arguments, terminal: OutputPipe().terminal())
  }

  @Test("check proves without a daemon, and ends with 65 for what is not proved")
  func checks() async throws {
    #expect(try await check(Self.sound) == 0)
    #expect(try await check(Self.sound, "--set", "work=26Hz", "--set", "intensity=2") == 0)
    #expect(try await check(Self.sound, "--set", "work=50Hz") == 65)
    #expect(try await check(Self.sound.replacing("100 %", with: "9 mm")) == 65)
    #expect(try await check("nonsense: [") == 65)
    #expect(try await check("") == 65)
  }

  @Test("an examination tells the code, the place and the verdict")
  func examination() throws {
    let wrong = Self.sound.replacing("100 %", with: "9 mm")
    let examination = try #require(
      try ProgramExamination(Target(program: wrong, programName: "w.yaml"), name: "w.yaml"))
    #expect(examination.verdict == .refuted)
    #expect(examination.problems.first?.code == "amplitude-above")
    #expect(examination.problems.first?.line == 7)
    #expect(examination.witness != nil && examination.summary == nil)
    let sound = try #require(
      try ProgramExamination(
        Target(program: Self.sound, programName: "s.yaml", values: ["work": "26 Hz"]), name: "s"))
    #expect(sound.problems.isEmpty)
    #expect(sound.verdict == .proved)
    let summary = try #require(sound.summary)
    #expect(summary.frequency.value == 26 && summary.frequency.line == 7)
    #expect(summary.doses.map(\.zone) == ["multifidus-lumbar:left"])
    #expect(summary.lines(TextStyle(width: 80)).contains { $0.contains("nearest") })
    #expect(try ProgramExamination(Target(target: "QL"), name: "QL") == nil)
  }

  @Test("a used file that a link leads out of the folder, or that is a pipe, is refused")
  func links() throws {
    let folder = NSTemporaryDirectory() + UUID().uuidString
    let files = FileManager.default
    try files.createDirectory(atPath: folder + "/in/parts", withIntermediateDirectories: true)
    defer { try? files.removeItem(atPath: folder) }
    func write(_ text: String, _ path: String) throws {
      try Data(text.utf8).write(to: URL(fileURLWithPath: folder + path))
    }
    let part = "tonus: 1\ntitle: P\nsteps:\n  - rest: 1 s\n"
    try write(part, "/out.yaml")
    try write(part, "/in/parts/a.yaml")
    func gather(_ used: String) throws -> ProgramBundle {
      try write("tonus: 1\ntitle: M\nsteps:\n  - use: {program: \(used)}\n", "/in/main.yaml")
      return try ProgramFile.bundle(folder + "/in/main.yaml")
    }
    // A link that stays inside is as good as the file.
    try files.createSymbolicLink(
      atPath: folder + "/in/b.yaml", withDestinationPath: "parts/a.yaml")
    #expect(try gather("b.yaml").files["b.yaml"] == part)
    try files.createSymbolicLink(
      atPath: folder + "/in/c.yaml", withDestinationPath: "../out.yaml")
    try files.createSymbolicLink(atPath: folder + "/in/d", withDestinationPath: "..")
    _ = unsafe mkfifo(folder + "/in/e.yaml", 0o600)
    for used in ["c.yaml", "d/out.yaml", "e.yaml"] {
      #expect(throws: CommandFailure.self, "\(used)") { try gather(used) }
    }
  }
}
