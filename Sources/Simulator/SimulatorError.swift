// SPDX-License-Identifier: Apache-2.0
import Glibc

/// What keeps a simulated device from being served.
public struct SimulatorError: Error, CustomStringConvertible, Sendable {
  public let description: String

  init(_ description: String) { self.description = description }

  /// Tells a person on standard error.
  public func tell() {
    Descriptor.write(Array("tonus-sim: \(description)\n".utf8), to: STDERR_FILENO)
  }

  /// The C library's words for the last error.
  static var reason: String {
    guard let text = unsafe strerror(errno) else { return "for an unknown reason" }
    return unsafe String(cString: text).lowercased()
  }
}
