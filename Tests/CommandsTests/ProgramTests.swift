// SPDX-License-Identifier: Apache-2.0

import ControlAPI
import Foundation
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
      ["run", "x", "--simulate", "--speed", "1e9"],
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

  @Test("a target is a file where it looks like one")
  func target() throws {
    for file in ["./a.yaml", "a.yml", "/x/y", "-"] { #expect(TargetOptions.looksLikeFile(file)) }
    for name in ["QL", "lower back deep", "multifidus-lumbar@L5-S1:left"] {
      #expect(!TargetOptions.looksLikeFile(name))
    }
  }

  @Test("program files that cannot be read are a clear error with 65")
  func badFiles() throws {
    let path = NSTemporaryDirectory() + UUID().uuidString + ".yaml"
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(throws: CommandFailure.self) { try TargetOptions.program(path) }
    try Data([0x74, 0xFF, 0xFE]).write(to: URL(fileURLWithPath: path))
    #expect(throws: CommandFailure.self) { try TargetOptions.program(path) }
    try Data(count: TargetOptions.programLimit + 1).write(to: URL(fileURLWithPath: path))
    #expect(throws: CommandFailure.self) { try TargetOptions.program(path) }
    #expect(throws: CommandFailure.self) { try TargetOptions.program(NSTemporaryDirectory()) }
    try Data("tonus: 1".utf8).write(to: URL(fileURLWithPath: path))
    #expect(try TargetOptions.program(path) == "tonus: 1")
  }
}
