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
/// Calls are answered in order; a stream has a connection of its own, so that no call waits behind it.
public final class Client: Sendable {
  private let path: String
  private let group: any EventLoopGroup
  private let channel: any Channel
  private let handler: NIOLoopBound<ClientHandler>

  private init(
    path: String, group: any EventLoopGroup, channel: any Channel,
    handler: NIOLoopBound<ClientHandler>
  ) {
    self.path = path
    self.group = group
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
      return try await open(path, group).get()
    } catch {
      throw failure(error, path)
    }
  }

  private static func open(_ path: String, _ group: any EventLoopGroup) -> EventLoopFuture<Client> {
    ClientBootstrap(group: group).connect(unixDomainSocketPath: path)
      .flatMapThrowing { channel in
        let handler = ClientHandler()
        try channel.pipeline.syncOperations.addHandler(handler)
        return Client(
          path: path, group: group, channel: channel,
          handler: NIOLoopBound(handler, eventLoop: channel.eventLoop))
      }
  }

  private static func failure(_ error: any Error, _ path: String) -> ClientFailure {
    .notReachable(
      path: path, reason: (error as? IOError).map { reason($0.errnoCode) } ?? "\(error)")
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
    let request = Request(method: method, parameters: parameters)
    let replies = AsyncThrowingStream { ask(request, answering: $0) }
    for try await reply in replies { return reply }
    throw ClientFailure.disconnected
  }

  /// Calls a method that answers more than once.
  ///
  /// It has a connection of its own, which closes when the iteration ends: Varlink answers in order and
  /// knows no other way to end a stream early. Until then other calls are answered as ever.
  ///
  /// - Parameter newest: How many replies wait for a slow reader at most; the oldest go first.
  public func stream(_ method: String, _ parameters: [String: JSON] = [:], newest: Int? = nil)
    -> AsyncThrowingStream<[String: JSON], any Error>
  {
    let request = Request(method: method, parameters: parameters, more: true)
    return AsyncThrowingStream(
      bufferingPolicy: newest.map { .bufferingNewest($0) } ?? .unbounded
    ) { [path, group] continuation in
      let own = Self.open(path, group)
      // Whoever ends it: this also keeps the connection until then.
      continuation.onTermination = { _ in own.whenSuccess { $0.channel.close(promise: nil) } }
      own.whenComplete { result in
        switch result {
        case .success(let client): client.ask(request, answering: continuation)
        case .failure(let error):
          continuation.finish(throwing: Self.failure(error, path))
        }
      }
    }
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

  private func ask(
    _ request: Request,
    answering continuation: AsyncThrowingStream<[String: JSON], any Error>.Continuation
  ) {
    channel.eventLoop.execute { [channel, handler] in
      guard channel.isActive else {
        return continuation.finish(throwing: ClientFailure.disconnected)
      }
      handler.value.expect(continuation)
      channel.writeAndFlush(ClientHandler.encode(request, channel.allocator), promise: nil)
    }
  }
}
