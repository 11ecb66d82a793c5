// SPDX-License-Identifier: Apache-2.0
import CPosix
import Glibc

/// The device's end of a Linux USB gadget function: `/dev/hidg0` or `/dev/ttyGS0`, open and non-blocking.
struct GadgetNode: ~Copyable {
  enum Kind: Hashable, Sendable { case hid, serial }

  let descriptor: Int32

  /// Nil while the node is not there.
  init?(path: String, kind: Kind) throws(SimulatorError) {
    let opened = unsafe ctonus_terminal_open(path)
    guard opened >= 0 else {
      // ENXIO and ENODEV: the function behind the node is being taken away.
      guard [ENOENT, ENXIO, ENODEV].contains(-opened) else {
        errno = -opened
        throw SimulatorError(
          "Could not open '\(path)', \(SimulatorError.reason). Run it as root, and give it a node of a gadget function."
        )
      }
      return nil
    }
    descriptor = opened
    if kind == .serial { _ = ctonus_terminal_make_raw(opened, 0) }
  }

  deinit { close(descriptor) }

  /// False once the function is gone: its node has no name any more.
  var isLinked: Bool {
    var information = stat()
    return unsafe fstat(descriptor, &information) == 0 && information.st_nlink > 0
  }
}
