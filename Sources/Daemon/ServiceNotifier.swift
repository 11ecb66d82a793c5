// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Tells the service manager how the daemon fares, over `$NOTIFY_SOCKET` (sd_notify(3)).
///
/// Outside a service manager there is nobody to tell, and every call does nothing.
public struct ServiceNotifier: Sendable {
  /// A path, or with a leading `@` a name in the abstract namespace.
  private let address: String?
  /// How often `watchdog` must be heard, in microseconds; nil when nobody listens for it.
  public let watchdogMicroseconds: UInt64?

  /// - Parameters:
  ///   - environment: the process's, of which `NOTIFY_SOCKET`, `WATCHDOG_USEC`, `WATCHDOG_PID` count.
  ///   - processID: this process's, which a watchdog may be addressed to.
  public init(environment: [String: String], processID: Int32) {
    let address = environment["NOTIFY_SOCKET"]
    let isUsable = address.map { $0.hasPrefix("/") || $0.hasPrefix("@") } ?? false
    self.address = isUsable ? address : nil
    let isForUs = environment["WATCHDOG_PID"].map { $0 == "\(processID)" } ?? true
    watchdogMicroseconds =
      isUsable && isForUs
      ? environment["WATCHDOG_USEC"].flatMap(UInt64.init).flatMap { $0 > 0 ? $0 : nil } : nil
  }

  /// The socket listens and devices are served.
  @discardableResult public func ready(status: String) -> Bool {
    send("READY=1\nSTATUS=\(oneLine(status))\n")
  }

  @discardableResult public func status(_ status: String) -> Bool {
    send("STATUS=\(oneLine(status))\n")
  }

  /// Ramping down; the manager waits for at most its stop timeout.
  @discardableResult public func stopping(status: String) -> Bool {
    send("STOPPING=1\nSTATUS=\(oneLine(status))\n")
  }

  /// Still alive: called only after the tick was seen to advance.
  @discardableResult public func watchdog() -> Bool { send("WATCHDOG=1\n") }

  private func oneLine(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 })
  }

  /// Sends one datagram; false when it was not taken.
  private func send(_ message: String) -> Bool {
    guard let address else { return false }
    var name = sockaddr_un()
    name.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(address.utf8)
    let isAbstract = bytes.first == UInt8(ascii: "@")
    let room = MemoryLayout.size(ofValue: name.sun_path)
    guard bytes.count < room else { return false }
    unsafe withUnsafeMutableBytes(of: &name.sun_path) { path in
      for i in bytes.indices { unsafe path[i] = bytes[i] }
      if isAbstract { unsafe path[0] = 0 }
    }
    let base = MemoryLayout<sockaddr_un>.size - room
    let length = socklen_t(base + bytes.count + (isAbstract ? 0 : 1))
    let type = Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let descriptor = socket(AF_UNIX, type, 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    let text = Array(message.utf8)
    let sent = unsafe withUnsafePointer(to: &name) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        unsafe sendto(
          descriptor, text, text.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT),
          generic, length)
      }
    }
    return sent == text.count
  }
}
