// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rehearsal
import Testing

@testable import Varlink

@Suite("Varlink certification")
struct CertificationTests {
  @Test("the Python package's certification client passes against this service")
  func pythonClient() async throws {
    let python = try await VarlinkPython.interpreter(repository: repository)
    try await withServer([CertificationService()]) { path, _ in
      let result = try await RunningProgram.run(
        python, ["-m", "varlink.tests.test_certification", "--client", "--varlink=unix:\(path)"])
      #expect(result.code == 0, "\(result.said)")
      #expect(result.said.contains("Certification passed"), "\(result.said)")
    }
  }

  @Test("this client passes against the Python package's certification server")
  func pythonServer() async throws {
    let python = try await VarlinkPython.interpreter(repository: repository)
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("certification-\(UUID().uuidString.prefix(8))").path
    let server = try RunningProgram(
      URL(fileURLWithPath: python),
      ["-m", "varlink.tests.test_certification", "--varlink=unix:\(path)"])
    defer { server.destroy() }
    let client = try await connectPatiently(path)
    try await certify(client)
    await client.close()
  }

  @Test("this client passes against this service")
  func both() async throws {
    try await withServer([CertificationService()]) { path, _ in
      let client = try await Client.connect(path: path)
      try await certify(client)
    }
  }

  private func connectPatiently(_ path: String) async throws -> Client {
    for _ in 0..<200 {
      if let client = try? await Client.connect(path: path) { return client }
      try await Task.sleep(for: .milliseconds(50))
    }
    return try await Client.connect(path: path)
  }

  private func certify(_ client: Client) async throws {
    let prefix = "org.varlink.certification."
    let id = try await client.call(prefix + "Start")
    var last: [String: JSON] = [:]
    for number in 1...9 {
      last = try await client.call(
        prefix + "Test0\(number)", last.merging(id) { _, new in new })
      last["client_id"] = nil
    }
    var replies: [JSON] = []
    for try await reply in client.stream(
      prefix + "Test10", last.merging(id) { _, new in new })
    {
      replies.append(reply["string"] ?? .null)
    }
    #expect(replies.count == 10)
    try await client.send(
      prefix + "Test11", ["last_more_replies": .array(replies)].merging(id) { _, new in new })
    let end = try await client.call(prefix + "End", id)
    #expect(end == ["all_ok": true])
  }
}
