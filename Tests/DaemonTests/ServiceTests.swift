// SPDX-License-Identifier: Apache-2.0
import Daemon
import Foundation
import Testing

@Suite("Under a service manager", .serialized)
struct ServiceTests {
  /// A datagram socket as a manager has it.
  private func listen(at path: String) throws -> Int32 {
    let descriptor = socket(
      AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    try #require(descriptor >= 0)
    let bound = bind(descriptor, to: path)
    try #require(bound)
    return descriptor
  }

  private func bind(_ descriptor: Int32, to path: String) -> Bool {
    var name = sockaddr_un()
    name.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &name.sun_path) { bytes in
      for (i, byte) in path.utf8.enumerated() { unsafe bytes[i] = byte }
    }
    let length = socklen_t(MemoryLayout<sockaddr_un>.size)
    return unsafe withUnsafePointer(to: &name) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe Glibc.bind(descriptor, $0, length) == 0
      }
    }
  }

  private func heard(_ descriptor: Int32) -> String? {
    var bytes = [UInt8](repeating: 0, count: 512)
    let count = unsafe read(descriptor, &bytes, bytes.count)
    return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
  }

  private var path: String {
    FileManager.default.temporaryDirectory.appending(path: "n\(UUID().uuidString.prefix(8))").path
  }

  @Test("says ready, status, watchdog and stopping, each in one datagram of whole lines")
  func notifies() throws {
    let path = path
    let manager = try listen(at: path)
    defer {
      close(manager)
      _ = unsafe unlink(path)
    }
    let notifier = ServiceNotifier(environment: ["NOTIFY_SOCKET": path], processID: 1)
    #expect(notifier.ready(status: "1 device"))
    #expect(heard(manager) == "READY=1\nSTATUS=1 device\n")
    #expect(notifier.status("two\nlines"))
    #expect(heard(manager) == "STATUS=two lines\n")
    #expect(notifier.watchdog())
    #expect(heard(manager) == "WATCHDOG=1\n")
    #expect(notifier.stopping(status: "ramping down"))
    #expect(heard(manager) == "STOPPING=1\nSTATUS=ramping down\n")
  }

  @Test("does nothing where nobody listens")
  func silent() {
    #expect(!ServiceNotifier(environment: [:], processID: 1).watchdog())
    let relative = ServiceNotifier(environment: ["NOTIFY_SOCKET": "socket"], processID: 1)
    #expect(!relative.ready(status: ""))
    let gone = ServiceNotifier(environment: ["NOTIFY_SOCKET": "/nowhere/socket"], processID: 1)
    #expect(!gone.ready(status: ""))
    let long = "/" + String(repeating: "x", count: 200)
    #expect(!ServiceNotifier(environment: ["NOTIFY_SOCKET": long], processID: 1).watchdog())
  }

  @Test("heeds a watchdog that is meant for this process")
  func watchdog() {
    func interval(_ extra: [String: String]) -> UInt64? {
      let environment = ["NOTIFY_SOCKET": "/x"].merging(extra) { $1 }
      return ServiceNotifier(environment: environment, processID: 7).watchdogMicroseconds
    }
    #expect(interval([:]) == nil)
    #expect(interval(["WATCHDOG_USEC": "2000000"]) == 2_000_000)
    #expect(interval(["WATCHDOG_USEC": "2000000", "WATCHDOG_PID": "7"]) == 2_000_000)
    #expect(interval(["WATCHDOG_USEC": "2000000", "WATCHDOG_PID": "8"]) == nil)
    #expect(interval(["WATCHDOG_USEC": "0"]) == nil)
    var dog = ServiceWatchdog()
    let verdicts = [5, 5, 6].map { dog.advances(ticks: $0) }
    #expect(verdicts == [true, false, true])
  }

  @Test("takes sockets that are meant for this process, and no others")
  func sockets() {
    func sockets(_ environment: [String: String]) -> [ServiceSockets.Socket] {
      ServiceSockets(environment: environment, processID: 7).sockets
    }
    #expect(sockets([:]).isEmpty)
    #expect(sockets(["LISTEN_PID": "8", "LISTEN_FDS": "1"]).isEmpty)
    #expect(sockets(["LISTEN_PID": "7", "LISTEN_FDS": "-1"]).isEmpty)
    #expect(sockets(["LISTEN_PID": "7", "LISTEN_FDS": "9999"]).isEmpty)
    let two = sockets(["LISTEN_PID": "7", "LISTEN_FDS": "2", "LISTEN_FDNAMES": "control:other"])
    #expect(two.map(\.descriptor) == [3, 4])
    #expect(two.map(\.name) == ["control", "other"])
    let unnamed = sockets(["LISTEN_PID": "7", "LISTEN_FDS": "2"])
    #expect(unnamed.map(\.name) == ["", ""])
  }

  @Test("refuses sockets it cannot tell apart")
  func ambiguous() throws {
    let sockets = ServiceSockets(
      environment: ["LISTEN_PID": "7", "LISTEN_FDS": "2"], processID: 7)
    #expect(throws: ServiceSocketError.ambiguous(count: 2)) { try sockets.control() }
    let none = ServiceSockets(environment: [:], processID: 7)
    let descriptor = try none.control()
    #expect(descriptor == nil)
  }
}
