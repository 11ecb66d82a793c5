// SPDX-License-Identifier: Apache-2.0
import NIOCore
import NIOPosix

/// Serves one service on one listening socket.
public struct Server: Sendable {
  public let service: Service
  private let channel: any Channel
  private let group: MultiThreadedEventLoopGroup

  /// Takes over a listening Unix socket and closes it in the end.
  ///
  /// - Parameter urgency: how the threads that read get ahead of others; nil leaves them ordinary.
  public static func start(
    _ service: Service, listening descriptor: Int32, urgency: Urgency? = nil
  ) async throws -> Server {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: System.coreCount)
    var urgencies: [ObjectIdentifier: LoopUrgency] = [:]
    if let urgency {
      for loop in group.makeIterator() {
        urgencies[ObjectIdentifier(loop)] = try await .begin(urgency, on: loop)
      }
    }
    let channel = try await ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 128)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelInitializer { [urgencies] channel in
        accept(channel, service, urgencies[ObjectIdentifier(channel.eventLoop)])
      }
      .withBoundSocket(descriptor)
      .get()
    return Server(service: service, channel: channel, group: group)
  }

  private static func accept(
    _ channel: any Channel, _ service: Service, _ urgency: LoopUrgency?
  ) -> EventLoopFuture<Void> {
    PeerCredentials.of(channel).flatMap { peer in
      guard let id = service.table.enter(channel) else {
        return channel.close()
      }
      let connection = Connection(id: id, peer: peer)
      return channel.eventLoop.makeCompletedFuture {
        try channel.pipeline.syncOperations.addHandler(
          ConnectionHandler(service: service, connection: connection, urgency: urgency))
      }
    }
  }

  /// Takes no new connections.
  public func stopListening() async {
    try? await channel.close()
  }

  /// Takes no new connections and closes those there are.
  public func shutdown() async {
    await stopListening()
    for connection in service.table.channels { try? await connection.close() }
    try? await group.shutdownGracefully()
  }

  /// Returns when the server listens no more.
  public func waitUntilClosed() async {
    try? await channel.closeFuture.get()
  }
}
