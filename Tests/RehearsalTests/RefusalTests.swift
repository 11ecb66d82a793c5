// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rehearsal
import Testing

@Suite("Refusals with the real programs", .serialized)
struct RefusalTests {
  @Test("without a daemon the command line says so and exits with 69")
  func noDaemon() throws {
    let stage = try Stage(programs: programs)
    let (status, output) = try stage.run("devices")
    #expect(status == 69)
    #expect(output.joined().contains("tonusd"), "\(output)")
  }

  @Test("H6: names that mean nothing, several zones or a locked one are refused")
  func names() throws {
    let stage = try Stage(programs: programs)
    try stage.startDaemon(device: "sim:t1")
    try stage.answerQuestions()
    for (name, status, word) in [
      ("nonsense", 64, "nonsense"), ("glute", 64, "gluteus-medius"),
      ("suboccipitales", 77, "semispinalis"), ("multifidus-lumbar@C3:left", 64, "C3"),
    ] {
      let (exit, output) = try stage.run("run", name, "--side", "left", "--yes")
      #expect(exit == Int32(status), "\(name): \(output)")
      #expect(output.joined().contains(word), "\(name): \(output)")
    }
  }

  @Test("H10: nothing starts while the red flags are open, and --yes does not skip them")
  func redFlags() throws {
    let stage = try Stage(programs: programs)
    try stage.startDaemon(device: "sim:t1")
    let open = try stage.run("run", "multifidus-lumbar", "--side", "left", "--yes")
    #expect(open.status == 77)
    _ = try stage.run("screen", "--answers", try stage.answers(yes: ["RF-3"]))
    let refused = try stage.run("run", "multifidus-lumbar", "--side", "left", "--yes")
    #expect(refused.status == 77, "\(refused.output)")
  }

  @Test("H13: a second driver on the same device is refused, and the first goes on")
  func secondDriver() throws {
    let first = try Stage(programs: programs)
    let second = try Stage(programs: programs)
    try first.startDevice()
    try first.startDaemon()
    try second.startDaemon(device: "serial:\(first.link)", ready: false)
    let refused = waitUntil(seconds: 10) { () -> Bool? in
      guard let (_, output) = try? second.run("devices", "--json") else { return nil }
      return output.joined().contains("nother program") ? true : nil
    }
    #expect(refused != nil, "\(second.daemon?.output ?? [])")
    #expect(try first.run("devices", "--json").output.joined().contains("\"ready\""))
  }

  @Test("a device that is not there is waited for, and a run says what to do")
  func absentDevice() throws {
    let stage = try Stage(programs: programs)
    try stage.startDaemon(device: "serial:\(stage.link)", ready: false)
    _ = waitUntil(seconds: 10) { (try? stage.run("devices"))?.status == 0 ? true : nil }
    try stage.answerQuestions()
    let (status, output) = try stage.run("run", "QL", "--side", "left", "--yes")
    #expect(status == 69, "\(output)")
    try stage.startDevice()
    let ready = waitUntil(seconds: 10) { () -> Bool? in
      (try? stage.run("devices", "--json"))?.output.joined().contains("\"ready\"") ?? false
        ? true : nil
    }
    #expect(ready != nil)
  }
}
