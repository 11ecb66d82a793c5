// SPDX-License-Identifier: Apache-2.0
import CPosix
import Glibc

/// A serial line without hardware: this end is the device's, `path` is the host's.
public struct PseudoTerminal: ~Copyable, Sendable {
  /// The device's end, non-blocking and raw.
  public let descriptor: Int32
  /// What a host opens.
  public let path: String

  public init() throws(LinkError) {
    var name = [CChar](repeating: 0, count: 64)
    let opened = unsafe ctonus_pty_open(&name, name.count)
    guard opened >= 0 else { throw LinkError(opening: "/dev/ptmx", errno: -opened) }
    descriptor = opened
    path = String(
      decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { close(descriptor) }
}
