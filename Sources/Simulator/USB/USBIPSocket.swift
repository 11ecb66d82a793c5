// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A non-blocking socket that is closed with its owner.
final class USBIPSocket {
  let descriptor: Int32

  init(adopting descriptor: Int32) {
    self.descriptor = descriptor
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  deinit { close(descriptor) }

  /// Listens on an IPv4 address.
  static func listening(address: String, port: UInt16) throws(SimulatorError) -> USBIPSocket {
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = port.bigEndian
    guard unsafe inet_pton(AF_INET, address, &place.sin_addr) == 1 else {
      throw SimulatorError("'\(address)' is not an IPv4 address. Write it as 127.0.0.1.")
    }
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else {
      throw SimulatorError("Could not make a socket, \(SimulatorError.reason).")
    }
    let socket = USBIPSocket(adopting: descriptor)
    socket.set(SOL_SOCKET, SO_REUSEADDR)
    let bound = unsafe withUnsafePointer(to: &place) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard bound == 0, listen(descriptor, 16) == 0 else {
      throw SimulatorError(
        "Could not listen on \(address) port \(port), \(SimulatorError.reason)."
          + " Name another with --port.")
    }
    return socket
  }

  /// The next host that called; nil when there is none.
  func accept() -> USBIPSocket? {
    let descriptor = Glibc.accept(self.descriptor, nil, nil)
    guard descriptor >= 0 else { return nil }
    let socket = USBIPSocket(adopting: descriptor)
    // A report must not wait for the next one.
    socket.set(Int32(IPPROTO_TCP), TCP_NODELAY)
    return socket
  }

  /// The port it listens on.
  var port: UInt16 {
    var place = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = unsafe withUnsafeMutablePointer(to: &place) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe getsockname(descriptor, $0, &length)
      }
    }
    return UInt16(bigEndian: place.sin_port)
  }

  private func set(_ level: Int32, _ option: Int32) {
    var on: Int32 = 1
    _ = unsafe setsockopt(
      descriptor, level, option, &on, socklen_t(MemoryLayout<Int32>.size))
  }
}
