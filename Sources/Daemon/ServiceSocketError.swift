// SPDX-License-Identifier: Apache-2.0

/// Why a socket from the service manager cannot be used.
public enum ServiceSocketError: Error, Hashable, Sendable, CustomStringConvertible {
  case ambiguous(count: Int)
  case unsuitable(descriptor: Int32)

  public var description: String {
    switch self {
    case .ambiguous(let count):
      "Could not choose among \(count) sockets from the service manager. "
        + "Set FileDescriptorName=control in the socket unit."
    case .unsuitable(let descriptor):
      "Could not use descriptor \(descriptor) from the service manager, it is not a listening "
        + "Unix stream socket. Use ListenStream= with a path."
    }
  }
}
