// SPDX-License-Identifier: Apache-2.0
import NIOCore
import NIOPosix

/// Why a client got no reply.
public enum ClientFailure: Error, Hashable, Sendable, CustomStringConvertible {
  case notReachable(path: String, reason: String)
  case disconnected
  case nonsense(String)

  public var description: String {
    switch self {
    case .notReachable(let path, let reason): "Could not connect to '\(path)', \(reason)."
    case .disconnected: "The service has closed the connection."
    case .nonsense(let what): "The service answered what is not a Varlink reply: \(what)."
    }
  }
}

/// A connection to a Varlink service on a Unix socket.
///
/// Calls are answered in order.
public final class Client: Sendable {
  private let channel: any Channel
  private let handler: NIOLoopBound<ClientHandler>

  private init(channel: any Channel, handler: NIOLoopBound<ClientHandler>) {
    self.channel = channel
    self.handler = handler
  }

  deinit { channel.close(promise: nil) }

  /// Longest reply in bytes that a client takes.
  public static let replyLimit = 16_777_216

  public static func connect(
    path: String, on group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
  ) async throws(ClientFailure) -> Client {
    do {
      return try await ClientBootstrap(group: group).connect(unixDomainSocketPath: path)
        .flatMapThrowing { channel in
          let handler = ClientHandler()
          try channel.pipeline.syncOperations.addHandler(handler)
          return Client(
            channel: channel, handler: NIOLoopBound(handler, eventLoop: channel.eventLoop))
        }.get()
    } catch let error as IOError {
      throw .notReachable(path: path, reason: Self.reason(error.errnoCode))
    } catch {
      throw .notReachable(path: path, reason: "\(error)")
    }
  }

  private static func reason(_ code: CInt) -> String {
    unsafe String(cString: strerror(code)).lowercased()
  }

  /// Whether the service is still there.
  public var isConnected: Bool { channel.isActive }

  /// Calls a method, `org.example.Ping`, and returns its reply; throws `VarlinkError` for an
  /// error reply and `ClientFailure` when there is none.
  public func call(_ method: String, _ parameters: [String: JSON] = [:]) async throws
    -> [String: JSON]
  {
    for try await reply in replies(
      Request(method: method, parameters: parameters), buffering: .unbounded)
    {
      return reply
    }
    throw ClientFailure.disconnected
  }

  /// Calls a method that answers more than once.
  ///
  /// Ending the iteration closes the connection,
  /// since Varlink knows no other way to end a stream early.
  ///
  /// - Parameter newest: How many replies wait for a slow reader at most; the oldest go first.
  public func stream(_ method: String, _ parameters: [String: JSON] = [:], newest: Int? = nil)
    -> AsyncThrowingStream<[String: JSON], any Error>
  {
    replies(
      Request(method: method, parameters: parameters, more: true),
      buffering: newest.map { .bufferingNewest($0) } ?? .unbounded)
  }

  /// Calls a method that nobody answers; returns when the call is on its way.
  public func send(_ method: String, _ parameters: [String: JSON] = [:]) async throws {
    let request = Request(method: method, parameters: parameters, oneway: true)
    do {
      try await channel.writeAndFlush(ClientHandler.encode(request, channel.allocator))
    } catch {
      throw ClientFailure.disconnected
    }
  }

  public func close() async {
    try? await channel.close()
  }

  /// Returns when the connection has ended, whoever ended it.
  public func waitUntilClosed() async {
    try? await channel.closeFuture.get()
  }

  private func replies(
    _ request: Request,
    buffering: AsyncThrowingStream<[String: JSON], any Error>.Continuation.BufferingPolicy
  ) -> AsyncThrowingStream<[String: JSON], any Error> {
    AsyncThrowingStream(bufferingPolicy: buffering) { continuation in
      if request.more {
        continuation.onTermination = { [channel] reason in
          if case .cancelled = reason { channel.close(promise: nil) }
        }
      }
      channel.eventLoop.execute { [channel, handler] in
        guard channel.isActive else {
          return continuation.finish(throwing: ClientFailure.disconnected)
        }
        handler.value.expect(continuation)
        channel.writeAndFlush(ClientHandler.encode(request, channel.allocator), promise: nil)
      }
    }
  }
}
