// SPDX-License-Identifier: Apache-2.0
import Varlink

/// A typed client of `tonusd`.
///
/// A lease belongs to the connection that acquired it. Calls are answered in order; `watch` keeps none
/// of them waiting.
public final class TonusClient: Sendable {
  private let client: Client

  public init(_ client: Client) { self.client = client }

  /// Connects to the daemon's socket.
  public static func connect(path: String) async throws(ClientFailure) -> TonusClient {
    TonusClient(try await Client.connect(path: path))
  }

  public var isConnected: Bool { client.isConnected }

  public func close() async { await client.close() }

  /// Returns when the connection has ended, whoever ended it.
  public func waitUntilClosed() async { await client.waitUntilClosed() }

  /// The state of a device, again and again, until the iteration ends.
  ///
  /// A slow reader misses states and never sees old ones.
  public func watch(device: String? = nil, periodMs: Int? = nil)
    -> AsyncThrowingStream<Control.Status, any Error>
  {
    AsyncThrowingStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
      let task = Task {
        do {
          let parameters = try Self.object(
            Control.MonitorParameters(device: device, periodMs: periodMs))
          let replies = client.stream(
            "\(Control.interfaceName).Monitor", parameters, newest: 1)
          for try await reply in replies {
            let reply = try JSON.object(reply).decode(Control.MonitorReply.self)
            continuation.yield(reply.status)
          }
          continuation.finish()
        } catch {
          continuation.finish(throwing: Self.translate(error))
        }
      }
      continuation.onTermination = { _ in task.cancel() }
    }
  }

  /// Drives a live session without waiting for an answer: what became of it, `watch` tells.
  public func sendSetpoint(_ setpoint: Control.SetpointParameters) async throws {
    try await client.send("\(Control.interfaceName).Setpoint", try Self.object(setpoint))
  }

  /// Every reply to one call that asks for more.
  func all<Reply: Decodable>(
    _ method: String, _ parameters: some Encodable, _ type: Reply.Type
  ) async throws -> [Reply] {
    do {
      var replies: [Reply] = []
      let stream = client.stream("\(Control.interfaceName).\(method)", try Self.object(parameters))
      for try await reply in stream { replies.append(try JSON.object(reply).decode(type)) }
      return replies
    } catch {
      throw Self.translate(error)
    }
  }

  func call(_ method: String, _ parameters: some Encodable) async throws -> [String: JSON] {
    do {
      return try await client.call(
        "\(Control.interfaceName).\(method)", try Self.object(parameters))
    } catch {
      throw Self.translate(error)
    }
  }

  func call<Reply: Decodable>(_ method: String, _ parameters: some Encodable, _: Reply.Type)
    async throws -> Reply
  {
    let reply = try await call(method, parameters)
    do {
      return try JSON.object(reply).decode(Reply.self)
    } catch {
      throw ClientFailure.nonsense("\(method) replied with \(JSON.object(reply).text.prefix(200))")
    }
  }

  func call<Reply: Decodable>(_ method: String, _ type: Reply.Type) async throws -> Reply {
    try await call(method, [String: JSON](), type)
  }

  private static func object(_ parameters: some Encodable) throws -> [String: JSON] {
    try JSON(encoding: parameters).object ?? [:]
  }

  /// Errors of the interface as `ControlError`; a parameter the service refused among them.
  private static func translate(_ error: any Error) -> any Error {
    guard let error = error as? VarlinkError else { return error }
    if let known = ControlError(error) { return known }
    if error.name == "org.varlink.service.InvalidParameter",
      let parameter = error.parameters["parameter"]?.string
    {
      return ControlError.messageInvalid(
        "The daemon does not take '\(parameter)' as it was given. Correct it, or use a client "
          + "and a daemon of the same version.")
    }
    return error
  }
}
