// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The listening sockets a service manager opened for this process (sd_listen_fds(3)).
public struct ServiceSockets: Sendable {
  public struct Socket: Hashable, Sendable {
    public var descriptor: Int32
    /// From `FileDescriptorName=` of the socket unit; empty when the manager gave none.
    public var name: String
  }

  /// The first descriptor a manager passes; those below are the standard ones.
  private static let first: Int32 = 3
  /// More than any configuration of this daemon has.
  private static let most: Int32 = 64

  public let sockets: [Socket]

  /// Reads what the manager left in the environment: `LISTEN_PID`, `LISTEN_FDS`, `LISTEN_FDNAMES`.
  ///
  /// What is meant for another process, or is malformed, counts as none.
  ///
  /// - Parameters:
  ///   - environment: the process's.
  ///   - processID: this process's.
  public init(environment: [String: String], processID: Int32) {
    guard environment["LISTEN_PID"] == "\(processID)",
      let count = environment["LISTEN_FDS"].flatMap(Int32.init), count > 0, count <= Self.most
    else {
      sockets = []
      return
    }
    let names = (environment["LISTEN_FDNAMES"] ?? "")
      .split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    sockets = (0..<count).map { index in
      let name = Int(index) < names.count ? names[Int(index)] : ""
      return Socket(descriptor: Self.first + index, name: name)
    }
  }

  /// The descriptor to serve the control interface on, made ready for it; nil when there is none.
  ///
  /// That is the socket named `control`, else the only one. It must be a listening stream in the
  /// Unix domain: anything else is refused, not guessed at.
  public func control() throws -> Int32? {
    guard !sockets.isEmpty else { return nil }
    guard
      let socket = sockets.first(where: { $0.name == "control" })
        ?? (sockets.count == 1 ? sockets.first : nil)
    else { throw ServiceSocketError.ambiguous(count: sockets.count) }
    let descriptor = socket.descriptor
    guard option(SO_DOMAIN, of: descriptor) == AF_UNIX,
      option(SO_TYPE, of: descriptor) == Int32(SOCK_STREAM.rawValue),
      option(SO_ACCEPTCONN, of: descriptor) == 1
    else { throw ServiceSocketError.unsuitable(descriptor: descriptor) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    return descriptor
  }

  private func option(_ name: Int32, of descriptor: Int32) -> Int32? {
    var value: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    guard unsafe getsockopt(descriptor, SOL_SOCKET, name, &value, &length) == 0 else { return nil }
    return value
  }
}
