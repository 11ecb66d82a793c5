// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rehearsal
import Testing

@Suite("tonus-conformance with the real programs", .serialized)
struct ConformanceProgramTests {
  private func examine(_ stage: Stage, _ words: String...) throws -> (Int32?, [String]) {
    let program = try RunningProgram(
      programs.appending(path: "tonus-conformance"), ["serial:\(stage.link)"] + words)
    program.closeInput()
    return (program.waitForExit(seconds: 240), program.output)
  }

  @Test("a simulated device on a pty keeps every rule that applies to it")
  func passes() throws {
    let stage = try Stage(programs: programs)
    try stage.startDevice()
    let (status, said) = try examine(stage, "--motion")
    #expect(status == 0, "\(said.filter { !$0.hasPrefix("passed") })")
    #expect(said.contains { $0.contains("serial number SIM-T1") })
    #expect(said.contains { $0.hasSuffix(" 0 failed, 16 not applicable, 1 not run") }, "\(said)")
  }

  @Test("without --motion nothing moves, and the rules that need it are not run")
  func consent() throws {
    let stage = try Stage(programs: programs)
    try stage.startDevice()
    let (status, said) = try examine(stage, "--only", "11.3", "--only", "7")
    #expect(status == 0, "\(said)")
    #expect(said.contains { $0.hasPrefix("not run") && $0.contains("11.3.silence") })
    #expect(said.contains { $0.hasPrefix("passed") && $0.contains("7.nonce") })
    #expect(Truth(stage.truth).beginnings(after: 0) == 0)
  }

  @Test(
    "H1, H3: a device that breaks a rule fails it, with 65",
    arguments: ["11.3.silence", "11.4.ends", "3.checksum"])
  func broken(_ rule: String) throws {
    let stage = try Stage(programs: programs)
    try stage.startDevice(["--broken", rule])
    let (status, said) = try examine(stage, "--motion", "--json", "--only", rule)
    #expect(status == 65, "\(said)")
    let report = try JSONSerialization.jsonObject(with: Data(said.joined().utf8)) as? [String: Any]
    let rules = try #require(report?["rules"] as? [[String: Any]])
    #expect(rules.first?["rule"] as? String == rule)
    #expect(rules.first?["verdict"] as? String == "failed")
    #expect(rules.first?["failure"] != nil)
  }

  @Test("where there is no device it ends with 69")
  func nobody() throws {
    let stage = try Stage(programs: programs)
    let (status, said) = try examine(stage)
    #expect(status == 69, "\(said)")
  }
}
