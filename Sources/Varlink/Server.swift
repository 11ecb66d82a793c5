// SPDX-License-Identifier: Apache-2.0
import NIOCore
import NIOPosix

/// Serves one service on one listening socket.
public struct Server: Sendable {
  public let service: Service
  private let channel: any Channel

  /// Takes over a listening Unix socket and closes it in the end.
  public static func start(
    _ service: Service, listening descriptor: Int32,
    on group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
  ) async throws -> Server {
    let channel = try await ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 128)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelInitializer { channel in accept(channel, service) }
      .withBoundSocket(descriptor)
      .get()
    return Server(service: service, channel: channel)
  }

  private static func accept(_ channel: any Channel, _ service: Service) -> EventLoopFuture<Void> {
    PeerCredentials.of(channel).flatMap { peer in
      guard let id = service.table.enter(channel) else {
        return channel.close()
      }
      let connection = Connection(id: id, peer: peer)
      return channel.eventLoop.makeCompletedFuture {
        try channel.pipeline.syncOperations.addHandler(
          ConnectionHandler(service: service, connection: connection))
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
  }

  /// Returns when the server listens no more.
  public func waitUntilClosed() async {
    try? await channel.closeFuture.get()
  }
}
