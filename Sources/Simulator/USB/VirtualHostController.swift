// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The kernel's `vhci_hcd`: a port of it becomes a device's host by handing it a socket.
enum VirtualHostController {
  static let path = "/sys/devices/platform/vhci_hcd.0/attach"

  /// Plugs a device into a port; nil while the port is still busy with what was there before.
  static func attach(_ bus: USBIPBusID, to port: Int) throws(SimulatorError) -> USBIPSocket? {
    var ends: [Int32] = [-1, -1]
    guard unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0 else {
      throw SimulatorError("Could not make a pair of sockets, \(SimulatorError.reason).")
    }
    let ours = USBIPSocket(adopting: ends[0])
    // The kernel keeps a reference of its own.
    defer { close(ends[1]) }
    let file = unsafe open(path, O_WRONLY | O_CLOEXEC)
    guard file >= 0 else {
      throw SimulatorError(
        "Could not open '\(path)', \(SimulatorError.reason)."
          + " Load the module with 'modprobe vhci-hcd' and run as root.")
    }
    defer { close(file) }
    let line = Array("\(port) \(ends[1]) \(bus.deviceID) \(USBIPBusID.fullSpeed)".utf8)
    guard Terminal.write(line, to: file) != line.count else { return ours }
    guard errno == EBUSY else {
      throw SimulatorError(
        "Could not attach \(bus.name) to port \(port) of vhci_hcd, \(SimulatorError.reason).")
    }
    return nil
  }
}
