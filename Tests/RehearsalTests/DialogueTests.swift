// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rehearsal
import Testing

@Suite("Dialogues on a real terminal", .serialized)
struct DialogueTests {
  private func stage() throws -> Stage {
    let stage = try Stage(programs: programs)
    try stage.startDaemon(device: "sim:t1")
    return stage
  }

  @Test(
    "H10: the questions before a session take y and n, say what they do not take, and hold then")
  func screen() throws {
    let stage = try stage()
    let terminal = try stage.terminal("screen")
    #expect(terminal.waitForLine { $0.contains("Before you begin") } != nil, "\(terminal.output)")
    terminal.say("maybe")
    for _ in 0..<80 { terminal.say("n") }
    #expect(terminal.waitForExit() == 0, "\(terminal.output)")
    #expect(terminal.output.contains { $0.contains("Please type y or n.") })
    #expect(terminal.output.contains { $0.contains("Answered. Sessions may begin until") })
    let (status, output) = try stage.run("check", "multifidus-lumbar", "--side", "left")
    #expect(status == 0, "\(output)")
  }

  @Test("H10: an emergency is taken at once, and Ctrl-C in the middle answers nothing")
  func stopped() throws {
    let stage = try stage()
    for (typed, expected) in [("n\n\u{03}", 130), ("n\n\u{04}", 77), ("n\nn\ny", 77)]
      as [(String, Int32)]
    {
      let terminal = try stage.terminal("screen")
      #expect(terminal.waitForLine { $0.contains("Before you begin") } != nil)
      terminal.say(typed)
      #expect(terminal.waitForExit() == expected, "\(terminal.output)")
      let (_, listed) = try stage.run("screen", "--list")
      #expect(!listed.joined().contains("may begin until"))
    }
  }

  @Test("an assessment survives what cannot be, a way back, and ends in a proposal")
  func plan() throws {
    let stage = try stage()
    let terminal = try stage.terminal("plan")
    #expect(terminal.waitForLine { $0.contains("What do you find?") } != nil, "\(terminal.output)")
    let lines =
      ["2,3", "4", "lft", "left", "2", "b", "1", "many", "3"]
      + ["4", "", "", "11", "", "", "8", "1"]
      + ["3", "4", "", "", "3", "", "5"]
      + ["T6-T7", "L4-L5", "1", "", "9", "", "", "QL:left=tightt", "QL:left=tight", ""]
    for line in lines { terminal.say(line) }
    #expect(terminal.waitForExit() == 0, "\(terminal.output)")
    let text = terminal.output.joined(separator: "\n")
    for complaint in [
      "forward and backward at once", "left or right; if you are not sure", "0 to 10; it decides",
      "one joint of this part", "from 1 to 3", "none of tight, spasm, weak and normal",
    ] {
      #expect(text.contains(complaint), "\(complaint): \(text)")
    }
    #expect(text.contains("quadratus-lumborum:left") && text.contains("unlike Hamstrings behind"))
    let (status, kept) = try stage.run("plan", "--last", "--json")
    #expect(status == 0)
    for part in [
      #""patterns":["high-hip"]"#, #""painPattern":"bending""#, #""level":"L4-L5""#,
      #""sittingHours":8"#,
    ] {
      #expect(kept.joined().contains(part), "\(kept)")
    }
  }

  @Test("Ctrl-C and Ctrl-D keep nothing of an assessment, and say so")
  func nothingKept() throws {
    let stage = try stage()
    for key in ["\u{03}", "\u{04}"] {
      let terminal = try stage.terminal("plan")
      #expect(terminal.waitForLine { $0.contains("What do you find?") } != nil)
      terminal.say("1\n2\n" + key)
      #expect(terminal.waitForExit() == 130, "\(terminal.output)")
      #expect(try stage.run("plan", "--last").status == 77)
    }
  }

  @Test("what was felt is asked on a terminal, and needs an option without one")
  func diary() throws {
    let stage = try stage()
    let terminal = try stage.terminal("diary", "before")
    for line in ["eleven", "11", "4"] { terminal.say(line) }
    #expect(terminal.waitForExit() == 0, "\(terminal.output)")
    #expect(terminal.output.count { $0.contains("whole number from 0 to 10") } == 2)
    let (_, entries) = try stage.run("diary", "--json")
    #expect(entries.joined().contains(#""pain":4"#), "\(entries)")
    #expect(try stage.run("diary", "before").status == 64)
  }
}
