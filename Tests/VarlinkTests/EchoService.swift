// SPDX-License-Identifier: Apache-2.0
import Synchronization

@testable import Varlink

/// A service with one method of each sort: quick, endless, never answered, and exempt.
final class EchoService: ServiceInterface {
  let definition: InterfaceDefinition
  let exemptMethods: Set<String> = ["Stop"]
  let urgentCalls = Mutex<[Bool]>([])
  let closedConnections = Mutex<Set<UInt64>>([])
  /// What streams were ended by.
  let streamEnds = Mutex<[String]>([])

  init() throws {
    definition = try InterfaceDefinition(
      parsing: """
        interface org.example.echo
        type Options (intensity: ?int, colour: (red, green))
        method Echo(text: string, options: ?Options) -> (text: string)
        method Count(size: int) -> (number: int, filler: string)
        method Hang() -> ()
        method Stop(device: ?string) -> ()
        method Missing() -> ()
        error Broken (message: string)
        """)
  }

  func urgent(_ call: Call) { urgentCalls.withLock { $0.append(call.isValid) } }

  func closed(_ connection: Connection) {
    closedConnections.withLock { _ = $0.insert(connection.id) }
  }

  func handle(_ call: Call) async throws -> [String: JSON] {
    switch call.method {
    case "Echo":
      if call.parameters["text"] == "break" {
        throw VarlinkError("org.example.echo.Broken", ["message": "on purpose"])
      }
      return ["text": call.parameters["text"] ?? ""]
    case "Count":
      let filler = String(repeating: "x", count: Int(call.parameters["size"]?.int ?? 0))
      var number: Int64 = 0
      while call.more {
        do {
          try await call.reply(["number": .int(number), "filler": .string(filler)])
        } catch {
          streamEnds.withLock { $0.append("\(type(of: error))") }
          throw error
        }
        number += 1
      }
      return ["number": .int(number), "filler": .string(filler)]
    case "Hang":
      try await Task.sleep(for: .seconds(3600))
      return [:]
    case "Stop": return [:]
    default: throw VarlinkError.methodNotImplemented("org.example.echo.\(call.method)")
    }
  }
}

/// Asks until it is so, or gives up after ten seconds.
func eventually(_ condition: () async throws -> Bool) async rethrows -> Bool {
  for _ in 0..<1000 {
    if try await condition() { return true }
    try? await Task.sleep(for: .milliseconds(10))
  }
  return try await condition()
}
