// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A connection and the socket it comes over.
struct USBIPCable {
  let socket: USBIPSocket
  var state = USBIPConnection()
  /// The host is gone.
  var isBroken = false

  /// What there is to wait for.
  var watched: pollfd {
    let events = (state.wantsInput ? POLLIN : 0) | (state.output.isEmpty ? 0 : POLLOUT)
    return pollfd(fd: socket.descriptor, events: Int16(events), revents: 0)
  }
}
