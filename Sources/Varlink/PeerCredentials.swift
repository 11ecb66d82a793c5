// SPDX-License-Identifier: Apache-2.0
import NIOCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Who is at the other end of a Unix socket, as the kernel knows it (`SO_PEERCRED`).
///
/// The layout is the kernel's `struct ucred`, whose bytes become this; so the group stays, read or not.
public struct PeerCredentials: Hashable, Sendable, CustomStringConvertible {
  public var pid: Int32
  public var uid: UInt32
  public var gid: UInt32

  public var description: String { "pid \(pid), uid \(uid)" }

  /// Asks the kernel about a connected channel.
  static func of(_ channel: any Channel) -> EventLoopFuture<PeerCredentials> {
    guard let provider = channel as? any SocketOptionProvider else {
      return channel.eventLoop.makeFailedFuture(ChannelError.operationUnsupported)
    }
    return provider.unsafeGetSocketOption(
      level: .socket, name: NIOBSDSocket.Option(rawValue: SO_PEERCRED))
  }
}
