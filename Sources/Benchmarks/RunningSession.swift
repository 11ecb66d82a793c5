// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rehearsal

/// A real daemon that drives one simulated serial device through a session.
struct RunningSession {
  let stage: Stage
  let daemon: RunningProgram
  private let client: UnixStream

  init(programs: String?) throws {
    stage = try Stage(programs: ProgramsFolder.resolve(programs))
    try stage.startDevice()
    daemon = try stage.startDaemon()
    try stage.answerQuestions()
    let session = try stage.client("run", "multifidus-lumbar", "--side", "left", "--yes")
    let truth = stage.truth
    for _ in 0..<2000 where !Truth(truth).isMoving { Thread.sleep(forTimeInterval: 0.01) }
    guard Truth(truth).isMoving else {
      throw UnixStream.Failure(
        description: "The session did not begin: \(session.output.joined(separator: "\n"))")
    }
    client = try UnixStream(connecting: stage.socket)
  }

  /// What the daemon has counted of its own tick.
  func timing(_ key: String) throws -> Float {
    let reply = try client.call("Timings")
    guard let timing = reply["timing"] as? [String: Any], let value = timing[key] as? NSNumber
    else { throw UnixStream.Failure(description: "The daemon's timings have no '\(key)'.") }
    return value.floatValue
  }

  func stop() throws { _ = try client.call("Stop") }
}
