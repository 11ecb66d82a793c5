// SPDX-License-Identifier: Apache-2.0
import Glibc
public import Quantities
import Realtime

/// A serial line for a program that has nothing else to do: each call waits, nothing is interpreted.
///
/// For tools that look at a device's very bytes; a daemon drives devices by `SerialLink`.
public final class WaitingSerial {
  private let line: Line
  private let name: String

  /// Opens a tty, or a link to one, raw and for this program alone.
  public init(path: String) throws(LinkError) {
    name = path
    line = try Line.serial(path: path, baud: SerialLink.standardBaud)
  }

  /// Writes all of it, waiting for the driver as long as half a second.
  public func send(_ bytes: [UInt8]) throws(LinkError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = unsafe rest.withUnsafeBytes {
        unsafe write(line.descriptor, $0.baseAddress, $0.count)
      }
      if written > 0 {
        rest = rest.dropFirst(written)
      } else if errno == EAGAIN || errno == EINTR {
        guard isReady(POLLOUT, milliseconds: 500) else {
          throw LinkError(code: .silent, name: name)
        }
      } else {
        throw LinkError(opening: name, errno: errno)
      }
    }
  }

  /// What is there to read, waiting for it until `moment` on the boot clock; empty when nothing came.
  public func receive(until moment: Instant) throws(LinkError) -> [UInt8] {
    let left = max(.zero, moment - BootClock.now)
    // Rounded up: a wait that ends just before its moment is repeated for nothing.
    guard isReady(POLLIN, milliseconds: Int32(clamping: left.milliseconds + 1)) else { return [] }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = unsafe bytes.withUnsafeMutableBytes {
      unsafe read(line.descriptor, $0.baseAddress, $0.count)
    }
    if count > 0 { return Array(bytes.prefix(count)) }
    if count < 0, errno == EAGAIN || errno == EINTR { return [] }
    throw LinkError(opening: name, errno: count == 0 ? EIO : errno)
  }

  private func isReady(_ events: Int32, milliseconds: Int32) -> Bool {
    var watched = pollfd(fd: line.descriptor, events: Int16(events), revents: 0)
    return unsafe poll(&watched, 1, milliseconds) > 0
  }
}
