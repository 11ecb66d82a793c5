// SPDX-License-Identifier: Apache-2.0
import Synchronization
import Testing

@testable import Varlink

@Suite("A client that watches and calls") struct StreamTests {
  private static let count = "org.example.echo.Count"

  @Test("is answered while a stream goes on, and after it was left")
  func callsBesideAStream() async throws {
    let echo = try EchoService()
    try await withServer([echo]) { path, service in
      let client = try await Client.connect(path: path)
      // Kept, so that leaving the loop is all that ends it.
      let replies = client.stream(Self.count, ["size": 1], newest: 1)
      for try await reply in replies {
        #expect(reply["filler"] == "x")
        _ = try await client.call("org.example.echo.Stop")
        break
      }
      _ = try await client.call("org.example.echo.Stop")
      #expect(echo.urgentCalls.withLock { $0 } == [true, true])
      #expect(client.isConnected)
    }
  }

  @Test("keeps its connection when a stream of it is dropped, and that of the stream closes")
  func dropped() async throws {
    try await withServer([try EchoService()]) { path, service in
      let client = try await Client.connect(path: path)
      for try await _ in client.stream(Self.count, ["size": 1], newest: 1) { break }
      #expect(await eventually { service.connections == 1 })
      #expect(try await client.call("org.example.echo.Echo", ["text": "hi"]) == ["text": "hi"])
    }
  }

  @Test("that hangs up in the middle of a stream is nobody's failure")
  func hungUp() async throws {
    let echo = try EchoService()
    try await withServer([echo]) { path, service in
      let socket = try RawSocket(path: path)
      await socket.write(#"{"method":"\#(Self.count)","parameters":{"size":1000},"more":true}"#)
      _ = await socket.read()
      socket.hangUp()
      #expect(await eventually { echo.streamEnds.withLock { !$0.isEmpty } })
      #expect(echo.streamEnds.withLock { $0 } == ["CancellationError"])
    }
  }

  @Test("is told when the service of a stream is gone")
  func gone() async throws {
    let client = try await withServer([try EchoService()]) { path, _ in
      try await Client.connect(path: path)
    }
    await #expect(throws: ClientFailure.self) {
      for try await _ in client.stream(Self.count, ["size": 1]) {}
    }
  }
}
