// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Links

/// Where a device is and how it is driven, as people see it.
struct DeviceFacts: Hashable, Sendable {
  /// `HID`, `serial` or `in process`; `USB` for a device on USB that is not driven now.
  var transport: String
  /// A path, or where on USB it is plugged in.
  var path: String
  /// The serial number it has on USB, known before it has introduced itself.
  var serial = ""
  /// Why it cannot be opened, with the way out; empty when nothing is known.
  var trouble = ""
  /// How one that is left alone comes to be tried again.
  var wayOut = "It is listened to again after ten seconds."
  var isSimulation = false
  /// What a person has to know about its USB identity (protocol §5).
  var warning = ""

  static let testID =
    "A prototype: its USB id \(USBIdentity.text) is a test id that unrelated devices share. It must not be sold or handed on."

  init(transport: String, path: String) {
    self.transport = transport
    self.path = path
  }

  init(_ link: USBLink, serial: String) {
    let place = link.place
    transport = link.transport?.rawValue ?? "USB"
    path = place?.path ?? ""
    if link.transport == .serial, let tty = place?.tty { path += " \(tty)" }
    self.serial = serial
    trouble = link.failure?.description ?? ""
    warning = Self.testID
    wayOut = "Unplug it and plug it in again."
  }
}
