// SPDX-License-Identifier: Apache-2.0
import Foundation
import Synchronization
import Testing

@testable import Varlink

@Suite("A Varlink service with hostile clients")
struct HostileClientTests {
  private static let stop = #"{"method":"org.example.echo.Stop"}"#
  private static let hello = #"{"method":"org.example.echo.Echo","parameters":{"text":"hi"}}"#

  @Test("closes a client that never reads, and others notice nothing")
  func neverReads() async throws {
    var limits = ServiceLimits()
    limits.unreadMilliseconds = 300
    try await withServer([try EchoService()], limits: limits) { path, service in
      let deaf = try RawSocket(path: path)
      await deaf.write(
        #"{"method":"org.example.echo.Count","more":true,"parameters":{"size":10000}}"#)
      let client = try await Client.connect(path: path)
      let reply = try await client.call("org.example.echo.Echo", ["text": "hi"])
      #expect(reply == ["text": "hi"])
      #expect(await eventually { service.connections == 1 })
    }
  }

  @Test("bounds the replies that a client has not read")
  func unreadReplies() async throws {
    try await withServer([try EchoService()]) { path, service in
      let deaf = try RawSocket(path: path)
      let text = String(repeating: "x", count: 1_000_000)
      let call = #"{"method":"org.example.echo.Echo","parameters":{"text":"\#(text)"}}"#
      var calls = 0
      // A send that blocks would hide the end: seven megabytes are within the burst.
      while calls < 7, await deaf.write(Array(call.utf8) + [0]) { calls += 1 }
      #expect(await eventually { service.connections == 0 })
    }
  }

  @Test("stops at once even when an earlier call on the same connection never ends")
  func urgentAhead() async throws {
    let echo = try EchoService()
    try await withServer([echo]) { path, _ in
      let socket = try RawSocket(path: path)
      await socket.write(#"{"method":"org.example.echo.Hang"}"#)
      await socket.write(Self.stop)
      #expect(await eventually { echo.urgentCalls.withLock { $0 == [true] } })
    }
  }

  @Test("a stop with wrong parameters reaches the urgent path and is answered with an error")
  func urgentInvalid() async throws {
    let echo = try EchoService()
    try await withServer([echo]) { path, _ in
      let socket = try RawSocket(path: path)
      await socket.write(#"{"method":"org.example.echo.Stop","parameters":{"devise":"x"}}"#)
      let reply = try #require(await socket.read())
      #expect(reply.contains("InvalidParameter"))
      #expect(echo.urgentCalls.withLock { $0 } == [false])
    }
  }

  @Test("limits the rate of calls, but not of stops")
  func rate() async throws {
    var limits = ServiceLimits()
    limits.callBurst = 5
    limits.callsPerSecond = 0.01
    let echo = try EchoService()
    try await withServer([echo], limits: limits) { path, _ in
      let socket = try RawSocket(path: path)
      for _ in 0..<10 { await socket.write(Self.hello) }
      var replies: [String] = []
      for _ in 0..<10 {
        if let reply = await socket.read() { replies.append(reply) }
      }
      #expect(replies.count { $0.contains("calls a second") } == 5)
      for _ in 0..<50 { await socket.write(Self.stop) }
      for _ in 0..<50 { #expect(await socket.read() == #"{"parameters":{}}"#) }
      #expect(echo.urgentCalls.withLock { $0.count } == 50)
    }
  }

  @Test("with every slot taken a stop still gets in, and other calls are refused")
  func allSlotsTaken() async throws {
    var limits = ServiceLimits()
    limits.connections = 4
    limits.reservedConnections = 2
    let echo = try EchoService()
    try await withServer([echo], limits: limits) { path, service in
      var idle: [RawSocket] = []
      // Far more than there are slots of either kind.
      for _ in 0..<20 {
        let socket = try RawSocket(path: path)
        idle.append(socket)
      }
      #expect(await eventually { service.connections == 6 })
      let late = try RawSocket(path: path)
      await late.write(#"{"method":"org.varlink.service.GetInfo"}"#)
      #expect(try #require(await late.read()).contains("org.example.echo"))
      await late.write(Self.hello)
      #expect(try #require(await late.read()).contains("All 4 connections are in use"))
      await late.write(Self.stop)
      #expect(await late.read() == #"{"parameters":{}}"#)
      idle.removeAll()
      #expect(await eventually { service.connections == 1 })
      await late.write(Self.hello)
      #expect(await late.read() == #"{"parameters":{"text":"hi"}}"#)
    }
  }

  @Test("bounds the calls that wait on one connection")
  func pending() async throws {
    try await withServer([try EchoService()]) { path, service in
      let socket = try RawSocket(path: path)
      await socket.write(#"{"method":"org.example.echo.Hang"}"#)
      for _ in 0..<200 { await socket.write(Self.hello) }
      let reply = try #require(await socket.read())
      #expect(reply.contains("calls wait"), "\(reply)")
      #expect(await socket.read() == nil)
      #expect(await eventually { service.connections == 0 })
    }
  }

  @Test("tells its interfaces when a client is gone")
  func closed() async throws {
    let echo = try EchoService()
    try await withServer([echo]) { path, _ in
      do {
        let socket = try RawSocket(path: path)
        await socket.write(Self.hello)
        _ = await socket.read()
      }
      #expect(await eventually { echo.closedConnections.withLock { $0.count } == 1 })
    }
  }
}
