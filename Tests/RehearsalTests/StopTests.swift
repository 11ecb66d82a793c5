// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rehearsal
import Testing

/// Where the programs of this build lie: beside the tests.
let programs = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()

@Suite("Stops with the real programs", .serialized)
struct StopTests {
  /// Waits until the head swings by half a millimetre, so that there is something to stop.
  private func waitUntilStrong(_ stage: Stage) {
    let strong = waitUntil(seconds: 20) { () -> Bool? in
      guard let (_, output) = try? stage.run("status", "--json"),
        let status = try? JSONSerialization.jsonObject(with: Data(output.joined().utf8)),
        let amplitude = (status as? [String: Any])?["measuredAmplitude"] as? Double
      else { return nil }
      return amplitude > 0.5 ? true : nil
    }
    #expect(strong != nil, "the head never swung by half a millimetre")
  }

  @Test("H1 H3: every cause ends motion, and nothing begins again", arguments: StopCause.allCases)
  func ends(_ cause: StopCause) throws {
    let stage = try Stage(programs: programs)
    let stop = try stage.measure(cause)
    // What was frozen, stopped or unplugged comes back, and must not bring motion with it.
    stage.daemon?.signal(SIGCONT)
    stage.device?.say("plug")
    Thread.sleep(forTimeInterval: 1.5)
    let truth = Truth(stage.truth)
    #expect(!truth.isMoving)
    #expect(truth.beginnings(after: stop.causeMicroseconds) == 0)
  }

  @Test("H3: a stop arrives though nine of ten frames are lost on the wire")
  func lossyWire() throws {
    let stage = try Stage(programs: programs)
    try stage.rehearseSession()
    waitUntilStrong(stage)
    stage.device?.say("lose 90")
    let before = Truth.now
    try stage.client("stop")
    #expect(waitUntil(seconds: 5) { Truth(stage.truth).stillSince(before) } != nil)
    Thread.sleep(forTimeInterval: 1)
    #expect(Truth(stage.truth).beginnings(after: before) == 0)
  }

  @Test("H1: setpoints that sat in a buffer for a second are void when they arrive")
  func staleSetpoints() throws {
    let stage = try Stage(programs: programs)
    try stage.rehearseSession()
    waitUntilStrong(stage)
    let before = Truth.now
    stage.device?.say("stale 1")
    #expect(waitUntil(seconds: 5) { Truth(stage.truth).stillSince(before) } != nil)
    Thread.sleep(forTimeInterval: 2)
    #expect(Truth(stage.truth).beginnings(after: before) == 0)
  }

  @Test("H1: a device that froze and came back is not driven on; the session is recorded")
  func frozenDevice() throws {
    let stage = try Stage(programs: programs)
    let session = try stage.rehearseSession()
    waitUntilStrong(stage)
    let before = Truth.now
    stage.device?.say("freeze 1")
    #expect(waitUntil(seconds: 5) { Truth(stage.truth).stillSince(before) } != nil)
    Thread.sleep(forTimeInterval: 3)
    #expect(Truth(stage.truth).beginnings(after: before) == 0)
    guard case .program(let client) = session else {
      Issue.record("the session is not driven by the command line")
      return
    }
    #expect(client.waitForExit(seconds: 10) != nil)
    let (_, history) = try stage.run("history", "--json")
    #expect(history.joined().contains("interrupted"), "\(history)")
  }

  @Test("H13: a stop, a pause and a softening come through while another client holds the lease")
  func lessFromAnyone() throws {
    let stage = try Stage(programs: programs)
    try stage.rehearseSession()
    #expect(try stage.run("soften").status == 0)
    #expect(try stage.run("pause").status == 0)
    #expect(waitUntil(seconds: 5) { Truth(stage.truth).isMoving ? nil : true } != nil)
    #expect(try stage.run("resume").status == 0)
    #expect(waitUntil(seconds: 5) { Truth(stage.truth).isMoving ? true : nil } != nil)
    #expect(try stage.run("run", "QL", "--side", "left", "--yes").status == 75)
    #expect(try stage.run("stop").status == 0)
    #expect(waitUntil(seconds: 5) { Truth(stage.truth).isMoving ? nil : true } != nil)
    let before = Truth.now
    #expect(try stage.run("run", "QL", "--side", "left", "--yes").status != 0)
    #expect(try stage.run("clear").status == 0)
    Thread.sleep(forTimeInterval: 0.5)
    #expect(Truth(stage.truth).beginnings(after: before) == 0)
  }
}
