// SPDX-License-Identifier: Apache-2.0
import CPosix
import Glibc

/// Waits for a wire and a bell at once.
struct LinePoller: ~Copyable {
  struct Events {
    var readable = false
    var hungUp = false
    var rung = false
  }

  private let poller: Int32

  init(bell: Int32) { poller = ctonus_poller_open(bell) }

  deinit { close(poller) }

  func add(_ descriptor: Int32) {
    ctonus_poller_add(poller, descriptor, UInt32(CTONUS_READABLE))
  }

  /// Watches one descriptor more, for what is given.
  func add(_ descriptor: Int32, forWriting: Bool) {
    ctonus_poller_add(
      poller, descriptor, UInt32(forWriting ? CTONUS_WRITABLE : CTONUS_READABLE))
  }

  func remove(_ descriptor: Int32) { ctonus_poller_remove(poller, descriptor) }

  func arm(_ descriptor: Int32, reading: Bool, writing: Bool) {
    let events = (reading ? CTONUS_READABLE : 0) | (writing ? CTONUS_WRITABLE : 0)
    ctonus_poller_change(poller, descriptor, UInt32(events))
  }

  /// Waits at most this long, for ever when negative.
  func wait(milliseconds: Int32) -> Events {
    let ready = ctonus_poller_wait(poller, milliseconds)
    return Events(
      readable: ready & UInt32(CTONUS_READABLE) != 0, hungUp: ready & UInt32(CTONUS_HUNG_UP) != 0,
      rung: ready & UInt32(CTONUS_RUNG) != 0)
  }
}
