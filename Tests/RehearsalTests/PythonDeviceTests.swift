// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rehearsal
import Testing

@Suite("A device written from the protocol document alone", .serialized)
struct PythonDeviceTests {
  /// The stage with `examples/device.py`, whose actuator is regulated, in place of the simulated device.
  private func stage() throws -> (Stage, RunningProgram) {
    let stage = try Stage(programs: programs)
    let device = try device(stage)
    try stage.startDaemon()
    try stage.answerQuestions()
    return (stage, device)
  }

  private func device(_ stage: Stage) throws -> RunningProgram {
    let script = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "examples/device.py")
    let device = try RunningProgram(
      URL(fileURLWithPath: "/usr/bin/env"), ["python3", script.path, stage.link])
    try #require(device.waitForLine { $0.contains("A device in Python") } != nil)
    return device
  }

  @Test("keeps every rule of the protocol that applies to it")
  func conforms() throws {
    let stage = try Stage(programs: programs)
    let device = try device(stage)
    let suite = try RunningProgram(
      programs.appending(path: "tonus-conformance"), ["serial:\(stage.link)", "--motion"])
    #expect(
      suite.waitForExit(seconds: 300) == 0, "\(suite.output.filter { $0.contains("failed") })")
    #expect(suite.output.last?.contains(" 0 failed") == true, "\(suite.output.suffix(1))")
    device.destroy()
  }

  @Test("is driven through a session, and a stop is answered by its standstill")
  func session() throws {
    let (stage, device) = try stage()
    let (_, devices) = try stage.run("devices")
    #expect(devices.joined().contains("PY-1"), "\(devices)")
    let client = try stage.client("run", "multifidus-lumbar", "--side", "left", "--yes")
    // Delivered, as the device says, and not only commanded.
    let delivered = client.waitForLine { $0.contains("(measured 0.1") }
    #expect(delivered != nil, "\(client.output)")
    let (status, said) = try stage.run("stop")
    #expect(status == 0, "\(said)")
    #expect(said.joined().contains("standstill in"), "\(said)")
    #expect(client.waitForExit() == 130, "\(client.output.suffix(5))")
    device.destroy()
  }

  @Test(
    "H2: is killed in mid-session: nobody confirms standstill, and the person is told what to do")
  func killed() throws {
    let (stage, device) = try stage()
    let client = try stage.client("run", "multifidus-lumbar", "--side", "left", "--yes")
    #expect(client.waitForLine { $0.contains("(measured 0.1") } != nil, "\(client.output)")
    device.destroy()
    #expect(client.waitForExit() == 70, "\(client.output.suffix(5))")
    #expect(client.output.joined().contains("unplug"), "\(client.output.suffix(5))")
  }
}
