// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rehearsal
import Synchronization

/// Clients that each run a session of one device, on a connection and a thread of their own.
final class FleetClients: Sendable {
  /// As strong as a lumbar session may be.
  private static let program = """
    tonus: 1
    title: One of many
    steps:
      - hold: {zone: multifidus-lumbar:left, frequency: 30 Hz, amplitude: 100 %, for: 60 s}
    """

  private let ended = Atomic<Bool>(false)
  private let failures = Mutex<[String]>([])

  /// Why the sessions that did not begin did not.
  var failure: String { failures.withLock { $0.joined(separator: " ") } }

  /// Answers for so many people: each device treats another one.
  func answerQuestions(_ control: UnixStream, count: Int) throws {
    let questions = try control.call("Questions", [:])["questions"] as? [[String: Any]] ?? []
    let answers = questions.compactMap { $0["id"] }.map {
      ["id": $0, "yes": false] as [String: Any]
    }
    for device in 1...count {
      // The device's number stands for the person, so that no dose of one counts for another.
      _ = try control.call(
        "AnswerQuestions", ["answers": answers, "subject": "person-\(device)"])
    }
  }

  /// Begins a session for the person of that number and keeps its lease until `end`.
  func begin(_ device: String, person: Int, socket: String) throws {
    let stream = try UnixStream(connecting: socket)
    Thread.detachNewThread { [self] in
      do {
        let lease = try start(device, person: person, on: stream)
        while !ended.load(ordering: .acquiring) {
          // The lease of what has been stopped is no concern.
          _ = try? stream.call("Renew", ["lease": lease])
          Thread.sleep(forTimeInterval: 0.25)
        }
      } catch {
        failures.withLock { $0.append("\(error)") }
      }
    }
  }

  func end() { ended.store(true, ordering: .releasing) }

  private func start(_ device: String, person: Int, on stream: UnixStream) throws -> String {
    let reply = try stream.call("Acquire", ["device": device])
    guard let lease = reply["lease"] as? String else {
      throw UnixStream.Failure(description: "The daemon granted no lease: \(reply)")
    }
    let target: [String: Any] = [
      "program": Self.program, "programName": "many.yaml", "intensity": 10,
    ]
    _ = try stream.call(
      "Start", ["lease": lease, "target": target, "subject": "person-\(person)"])
    return lease
  }
}
