// SPDX-License-Identifier: Apache-2.0
import CPosix
import Glibc
import Links
import Quantities
import Realtime
import Rehearsal
import Synchronization

/// A stop's way without a daemon in it: a socket, a thread of the priority a stop has, and a
/// pseudo-terminal.
///
/// What that takes is the machine's and the terminal's own, also in a measurement of the daemon
/// beside it.
final class BareWay: @unchecked Sendable {
  private let near: UnixStream
  private let far: UnixStream
  private let terminal: PseudoTerminal
  private let line: Int32
  private let poller: Int32
  private let bell = ctonus_bell_open()
  private let arrived = Atomic<UInt64>(0)
  private let stopping = Atomic<Bool>(false)
  private var threads: [RealtimeThread] = []

  init() throws {
    (near, far) = try UnixStream.pair()
    terminal = try PseudoTerminal()
    line = unsafe terminal.path.withCString { unsafe ctonus_terminal_open($0) }
    guard line >= 0 else { throw LinkError(code: .missing, name: terminal.path) }
    _ = ctonus_terminal_make_raw(line, 0)
    poller = ctonus_poller_open(bell)
    ctonus_poller_add(poller, terminal.descriptor, UInt32(CTONUS_READABLE))
    threads.append(
      try RealtimeThread(name: "bare-way", priority: RealtimeThread.stopPriority) { [self] in
        while let message = far.receiveMessage() {
          // A stop is 14 bytes long on a serial line.
          _ = unsafe write(line, message, min(14, message.count))
        }
      })
    threads.append(
      try RealtimeThread(name: "bare-end", priority: WireTap.priority) { [self] in
        var bytes = [UInt8](repeating: 0, count: 64)
        while !stopping.load(ordering: .acquiring) {
          guard ctonus_poller_wait(poller, 50) & UInt32(CTONUS_READABLE) != 0 else { continue }
          let count = unsafe read(terminal.descriptor, &bytes, bytes.count)
          let now = BootClock.now
          if count > 0 { arrived.store(UInt64(now.nanoseconds), ordering: .releasing) }
        }
      })
  }

  /// How long a message takes, in microseconds; nil when it was lost.
  func measure(_ message: [UInt8]) -> Float? {
    let sent = BootClock.now
    near.send(message)
    for _ in 0..<1000 {
      usleep(100)
      let seen = Instant(nanoseconds: arrived.load(ordering: .acquiring))
      if seen >= sent { return Float((seen - sent).nanoseconds) / 1000 }
    }
    return nil
  }

  func close() {
    stopping.store(true, ordering: .releasing)
    near.hangUp()
    for thread in threads { thread.join() }
    threads = []
    Glibc.close(line)
    Glibc.close(poller)
    Glibc.close(bell)
  }
}
