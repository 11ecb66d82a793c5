// SPDX-License-Identifier: Apache-2.0
import ControlAPI
import Foundation
import Logging
import Testing

@testable import Daemon
@testable import Varlink

@Suite("What other users of the machine are told of a person", .serialized)
struct PrivacyTests {
  /// What a method answers to a user, without a socket: the kernel would not lie about who it is.
  private func ask(_ method: String, of daemon: EmbeddedDaemon, as uid: UInt32) async throws
    -> [String: JSON]
  {
    let log = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    let peer = PeerCredentials(pid: 1, uid: uid, gid: 0)
    return try await ControlService(daemon.plane, log: log).handle(
      Call(
        method: method, parameters: [:], more: false, oneway: false,
        connection: Connection(id: .max, peer: peer), isValid: true, send: { _ in }))
  }

  private func reason(_ reply: [String: JSON]) -> String? { reply["status"]?["reason"]?.string }

  @Test("H10: numbness said in another terminal ends the motion, and only its own user is told why")
  func numb() async throws {
    try await withDaemon(speed: 1) { daemon in
      let driver = try await Driver(daemon.socketPath)
      let second = try await TonusClient.connect(path: daemon.socketPath)
      let said = try await second.writeDiary(
        Control.WriteDiaryParameters(kind: "after", pain: 3, numb: true))
      #expect(said.locks.map(\.zone) == ["multifidus-lumbar"])
      let record = try await record(driver.session, daemon.socketPath)
      #expect(record.outcome == "interrupted" && record.reason.contains("locked"))
      #expect(try await second.monitor().reason == record.reason)
      for other in [geteuid() + 1, geteuid() == 0 ? 1 : 0] {
        for method in ["Monitor", "Explain"] {
          let told = try #require(reason(try await ask(method, of: daemon, as: other)))
          #expect(!told.contains("locked") && !told.contains("multifidus"), "\(told)")
        }
      }
      let own = try await ask("Monitor", of: daemon, as: geteuid())
      #expect(reason(own) == record.reason)
    }
  }

  @Test("H10: which answer takes amplitude away is explained to its own user only")
  func person() async throws {
    try await withDaemon(speed: 1) { daemon in
      let client = try await TonusClient.connect(path: daemon.socketPath)
      _ = try await client.answerQuestions(
        answers: try await client.questions().questions.map {
          Control.Answer(id: $0.id, yes: $0.id == "HC-11")
        })
      let lease = try await client.acquire().lease
      _ = try await client.start(lease: lease, target: Driver.target)
      let own = try await ask("Explain", of: daemon, as: geteuid())
      let other = try await ask("Explain", of: daemon, as: geteuid() + 1)
      #expect("\(own)".contains("HC-11"))
      #expect(!"\(other)".contains("HC-11") && "\(other)".contains("person"))
      _ = try await client.stop()
    }
  }
}
