// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Something the machine did not grant a real-time thread.
public struct RealtimeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was tried, in the infinitive.
  public var operation: String
  public var errno: Int32

  public init(operation: String, errno: Int32) {
    self.operation = operation
    self.errno = errno
  }

  public var description: String {
    let reason = unsafe String(cString: strerror(errno))
    let remedy =
      errno == EPERM || errno == ENOMEM || errno == EACCES
      ? " Grant rtprio and memlock (the service unit does), or expect late ticks." : ""
    return "Could not \(operation): \(reason).\(remedy)"
  }
}
