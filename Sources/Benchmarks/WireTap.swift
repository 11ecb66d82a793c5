// SPDX-License-Identifier: Apache-2.0
import CPosix
import DeviceProtocol
import Foundation
import Links
import Quantities
import Realtime
import Synchronization

/// Sits between a host and a device on two pseudo-terminals, passes everything on, and notes when
/// a stop has come over the wire.
final class WireTap: @unchecked Sendable {
  /// It stands for a wire, which waits for no thread of those it connects.
  static let priority = RealtimeThread.tickPriority

  private let host: PseudoTerminal
  private let device: Int32
  private let poller: Int32
  private let bell = ctonus_bell_open()
  private let stopping = Atomic<Bool>(false)
  private let stops = Mutex<[Instant]>([])
  private var threads: [RealtimeThread] = []

  /// - Parameters:
  ///   - path: the device's own pseudo-terminal.
  ///   - link: where the host shall find the tapped one.
  init(path: String, link: String) throws {
    device = unsafe path.withCString { unsafe ctonus_terminal_open($0) }
    guard device >= 0 else { throw LinkError(code: .missing, name: path) }
    _ = ctonus_terminal_make_raw(device, 0)
    host = try PseudoTerminal()
    poller = ctonus_poller_open(bell)
    ctonus_poller_add(poller, host.descriptor, UInt32(CTONUS_READABLE))
    try? FileManager.default.removeItem(atPath: link)
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: host.path)
    threads.append(
      try RealtimeThread(name: "tap-host", priority: Self.priority) { self.outward() })
    threads.append(
      try RealtimeThread(name: "tap-device", priority: Self.priority) { self.inward() })
  }

  /// The first stop that came over the wire at or after a moment.
  func stop(since moment: Instant) -> Instant? {
    stops.withLock { $0.first { $0 >= moment } }
  }

  func close() {
    stopping.store(true, ordering: .releasing)
    for thread in threads { thread.join() }
    threads = []
    Glibc.close(device)
    Glibc.close(poller)
    Glibc.close(bell)
  }

  private func outward() {
    var decoder = HostSerialDecoder()
    var bytes = [UInt8](repeating: 0, count: 4096)
    while !stopping.load(ordering: .acquiring) {
      guard ctonus_poller_wait(poller, 50) & UInt32(CTONUS_READABLE) != 0 else {
        // A terminal that nobody has opened is hung up all the time.
        usleep(200)
        continue
      }
      let count = unsafe read(host.descriptor, &bytes, bytes.count)
      let now = BootClock.now
      guard count > 0 else { continue }
      _ = unsafe write(device, bytes, count)
      for byte in bytes[..<count] {
        if case .message(.stop, _)? = decoder.push(byte) { stops.withLock { $0.append(now) } }
      }
    }
  }

  private func inward() {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let waiting = ctonus_poller_open(bell)
    defer { Glibc.close(waiting) }
    ctonus_poller_add(waiting, device, UInt32(CTONUS_READABLE))
    while !stopping.load(ordering: .acquiring) {
      guard ctonus_poller_wait(waiting, 50) & UInt32(CTONUS_READABLE) != 0 else { continue }
      let count = unsafe read(device, &bytes, bytes.count)
      if count > 0 { _ = unsafe write(host.descriptor, bytes, count) } else { usleep(200) }
    }
  }
}
