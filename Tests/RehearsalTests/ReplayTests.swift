// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import Recording
import Rehearsal
import Testing

@Suite("Recordings with the real programs", .serialized)
struct ReplayTests {
  private static let session = ["run", "multifidus-lumbar", "--side", "left", "--yes", "--json"]

  /// A session on what is at the stage's link, stopped from elsewhere; what its client printed.
  private func session(on stage: Stage, _ arguments: String...) throws -> String {
    try stage.startDaemon(arguments)
    try stage.answerQuestions()
    let client = try RunningProgram(
      programs.appending(path: "tonus"), Self.session + ["--socket", stage.socket])
    let moves = client.waitForLine { line in
      line.contains("measuredAmplitude") && !line.contains(#""measuredAmplitude":0,"#)
        && line.contains(#""phase":"running""#)
    }
    #expect(moves != nil, "\(client.output.suffix(3)) \(stage.daemon?.output.suffix(5) ?? [])")
    let (status, output) = try stage.run("stop")
    #expect(status == 0, "\(output)")
    _ = client.waitForExit()
    stage.daemon?.signal(SIGTERM)
    #expect(stage.daemon?.waitForExit() == 0)
    return client.output.joined()
  }

  @Test("what tonusd records is a test by itself, and plays back over a real line")
  func playsBack() throws {
    let stage = try Stage(programs: programs)
    let file = stage.folder.appending(path: "session.txt")
    try stage.startDevice()
    _ = try session(on: stage, "--record", file.path)
    // The same that a file in Tests/RecordingTests/Recordings has to hold.
    let recording = try Recording(text: String(contentsOf: file, encoding: .utf8))
    #expect(recording.isWhole)
    let deviations = EngineReplay.deviations(recording)
    #expect(deviations.isEmpty, "\(deviations.map(\.description).joined(separator: "\n"))")

    let again = try Stage(programs: programs)
    let device = try RunningProgram(
      programs.appending(path: "tonus-sim"), ["replay", file.path, "--link", again.link])
    #expect(device.waitForLine { $0.contains("Recorded device at") } != nil)
    let printed = try session(on: again)
    #expect(printed.contains(#""outcome":"stopped""#), "\(printed)")
    #expect(printed.contains(#""standstillConfirmed":true"#), "\(printed)")
    device.signal(SIGTERM)
    #expect(device.waitForExit() != nil)
    #expect(!device.output.contains { $0.contains("not recorded here") }, "\(device.output)")
  }
}

@Suite("A serial line that brings nothing but noise, with the real daemon")
struct NoisyLineTests {
  @Test(
    "H9: is quarantined with a reason that devices and the log show, and heard again afterwards")
  func quarantined() throws {
    let stage = try Stage(programs: programs)
    try stage.startDevice()
    try stage.startDaemon()
    stage.device?.say("corrupt 100")
    func devices() -> String { (try? stage.run("devices", "--json"))?.output.joined() ?? "" }
    let shown = waitUntil(seconds: 30) { devices().contains(#""quarantined""#) ? true : nil }
    #expect(shown != nil, "\(devices())")
    #expect(devices().contains("Not trusted: "))
    #expect(stage.daemon?.waitForLine { $0.contains("Left alone, not trusted: ") } != nil)
    stage.device?.say("heal")
    let ready = waitUntil(seconds: 30) { devices().contains(#""ready""#) ? true : nil }
    #expect(ready != nil, "\(devices())")
  }
}
