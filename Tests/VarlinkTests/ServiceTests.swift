// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Varlink

@Suite("A Varlink service")
struct ServiceTests {
  @Test("says who it is and what it offers")
  func introspection() async throws {
    let echo = try EchoService()
    try await withServer([echo]) { path, _ in
      let client = try await Client.connect(path: path)
      let info = try await client.call("org.varlink.service.GetInfo")
      #expect(info["interfaces"] == ["org.varlink.service", "org.example.echo"])
      for name in ["org.varlink.service", "org.example.echo"] {
        let reply = try await client.call(
          "org.varlink.service.GetInterfaceDescription", ["interface": .string(name)])
        let text = try #require(reply["description"]?.string)
        #expect(try InterfaceDefinition(parsing: text).name == name)
      }
    }
  }

  @Test(
    "answers what it cannot do with the standard errors",
    arguments: [
      (#"{"method":"org.example.none.Echo"}"#, "InterfaceNotFound", "org.example.none"),
      (#"{"method":"org.example.echo.Nope"}"#, "MethodNotFound", "org.example.echo.Nope"),
      (#"{"method":"Echo"}"#, "MethodNotFound", "Echo"),
      (#"{"method":"org.example.echo.Missing"}"#, "MethodNotImplemented", "Missing"),
      (#"{"method":"org.example.echo.Echo"}"#, "InvalidParameter", #""text""#),
      (
        #"{"method":"org.example.echo.Echo","parameters":{"text":1}}"#, "InvalidParameter",
        #""text""#
      ),
      (
        #"{"method":"org.example.echo.Echo","parameters":{"text":"a","options":{"intensity":1.5,"colour":"red"}}}"#,
        "InvalidParameter", #""options.intensity""#
      ),
      (
        #"{"method":"org.example.echo.Echo","parameters":{"text":"a","options":{"colour":"blue"}}}"#,
        "InvalidParameter", #""options.colour""#
      ),
      (
        #"{"method":"org.example.echo.Echo","parameters":{"text":"a","intensty":3}}"#,
        "InvalidParameter", #""intensty""#
      ),
      (
        #"{"method":"org.varlink.service.GetInterfaceDescription","parameters":{"interface":"a.b"}}"#,
        "InterfaceNotFound", "a.b"
      ),
    ])
  func standardErrors(_ request: String, _ error: String, _ names: String) async throws {
    try await withServer([try EchoService()]) { path, _ in
      let socket = try RawSocket(path: path)
      await socket.write(request)
      let reply = try #require(await socket.read())
      #expect(reply.contains("org.varlink.service.\(error)"), "\(reply)")
      #expect(reply.contains(names), "\(reply)")
      // The connection goes on after an error.
      await socket.write(#"{"method":"org.example.echo.Echo","parameters":{"text":"on"}}"#)
      #expect(await socket.read() == #"{"parameters":{"text":"on"}}"#)
    }
  }

  @Test(
    "answers malformed messages with an error and closes",
    arguments: [
      "{", "nonsense", "[]", "{}", #"{"method":1}"#, #"{"method":"a.b.C","parameters":[]}"#,
      #"{"method":"a.b.C","more":true,"oneway":true}"#, "", "\u{1}",
      String(repeating: "[", count: 100_000),
    ])
  func malformed(_ message: String) async throws {
    try await withServer([try EchoService()]) { path, _ in
      let socket = try RawSocket(path: path)
      await socket.write(message)
      let reply = try #require(await socket.read())
      #expect(reply.contains("not a Varlink call"), "\(reply)")
      #expect(await socket.read() == nil)
    }
  }

  @Test("refuses a message of 100 MB long before its end and closes")
  func hugeMessage() async throws {
    try await withServer([try EchoService()]) { path, service in
      let socket = try RawSocket(path: path)
      let part = [UInt8](repeating: UInt8(ascii: "x"), count: 65536)
      var sent = 0
      while sent < 100_000_000, await socket.write(part) { sent += part.count }
      #expect(sent < 4_000_000)
      let reply = try #require(await socket.read())
      #expect(reply.contains("longer than \(service.limits.messageBytes) bytes"), "\(reply)")
    }
  }

  @Test("takes a message of 1 MiB")
  func largeMessage() async throws {
    try await withServer([try EchoService()]) { path, _ in
      let client = try await Client.connect(path: path)
      let text = String(repeating: "x", count: 1_048_576)
      let reply = try await client.call("org.example.echo.Echo", ["text": .string(text)])
      #expect(reply["text"]?.string?.utf8.count == 1_048_576)
    }
  }

  @Test("answers calls sent at once in their order, and oneway calls not at all")
  func order() async throws {
    try await withServer([try EchoService()]) { path, _ in
      let socket = try RawSocket(path: path)
      for number in 0..<50 {
        await socket.write(
          #"{"method":"org.example.echo.Echo","oneway":true,"parameters":{"text":"no"}}"#)
        await socket.write(
          #"{"method":"org.example.echo.Echo","parameters":{"text":"\#(number)"}}"#)
      }
      for number in 0..<50 {
        #expect(await socket.read() == #"{"parameters":{"text":"\#(number)"}}"#)
      }
    }
  }

  @Test("answers a client that has finished writing, then closes")
  func halfClosed() async throws {
    try await withServer([try EchoService()]) { path, _ in
      let socket = try RawSocket(path: path)
      await socket.write(#"{"method":"org.example.echo.Echo","parameters":{"text":"last"}}"#)
      socket.finishWriting()
      #expect(await socket.read() == #"{"parameters":{"text":"last"}}"#)
      #expect(await socket.read() == nil)
    }
  }

  @Test("gives an error of the interface as it was thrown")
  func interfaceError() async throws {
    try await withServer([try EchoService()]) { path, _ in
      let client = try await Client.connect(path: path)
      await #expect(
        throws: VarlinkError("org.example.echo.Broken", ["message": "on purpose"])
      ) {
        try await client.call("org.example.echo.Echo", ["text": "break"])
      }
    }
  }

  @Test("knows its peers from the kernel")
  func credentials() async throws {
    final class Who: ServiceInterface {
      let definition: InterfaceDefinition
      init() throws {
        definition = try InterfaceDefinition(
          parsing: "interface org.example.who\nmethod Who() -> (pid: int, uid: int)")
      }
      func handle(_ call: Call) async throws -> [String: JSON] {
        let peer = call.connection.peer
        return ["pid": .int(Int64(peer.pid)), "uid": .int(Int64(peer.uid))]
      }
    }
    try await withServer([try Who()]) { path, _ in
      let client = try await Client.connect(path: path)
      let reply = try await client.call("org.example.who.Who")
      #expect(reply == ["pid": .int(Int64(getpid())), "uid": .int(Int64(getuid()))])
    }
  }
}
