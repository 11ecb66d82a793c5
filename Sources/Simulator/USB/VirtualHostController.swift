// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The kernel's `vhci_hcd`: a port of it becomes a device's host by handing it a socket.
enum VirtualHostController {
  private static let folder = "/sys/devices/platform/vhci_hcd.0"
  static let path = folder + "/attach"

  /// Plugs a device into a port; nil while the port is still busy with what was there before.
  ///
  /// vhci frees a port before the kernel's hub has noticed that its device is gone, and leaves it
  /// enabled: a device with the same descriptors that is plugged in meanwhile is taken for the old
  /// one, and is never configured. So the port is busy for as long as the kernel has a device on it.
  static func attach(_ bus: USBIPBusID, to port: Int) throws(SimulatorError) -> USBIPSocket? {
    guard !isOccupied(port) else { return nil }
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
    guard Descriptor.write(line, to: file) != line.count else { return ours }
    guard errno == EBUSY else {
      throw SimulatorError(
        "Could not attach \(bus.name) to port \(port) of vhci_hcd, \(SimulatorError.reason).")
    }
    return nil
  }

  /// Whether the kernel still has a device on a port of the high-speed root hub, where full-speed
  /// devices are plugged in, too.
  private static func isOccupied(_ port: Int) -> Bool {
    var found = unsafe glob_t()
    defer { unsafe globfree(&found) }
    let pattern = "\(folder)/usb*/*-\(port + 1)/speed"
    guard unsafe glob(pattern, 0, nil, &found) == 0 else { return false }
    return unsafe (0..<Int(found.gl_pathc)).contains { index in
      guard let path = unsafe found.gl_pathv[index] else { return false }
      let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
      defer { close(file) }
      // The ports of the root hub for SuperSpeed have the same numbers.
      return Descriptor.read(from: file).map { $0.prefix(4) != Array("5000".utf8)[...] } ?? false
    }
  }
}
