// SPDX-License-Identifier: Apache-2.0
@testable import Discovery

enum Samples {
  /// USB 2.0 §9.6.1: the device descriptor of 1209:0001.
  static let device: [UInt8] = [
    18, 1, 0x00, 0x02, 0xEF, 2, 1, 64, 0x09, 0x12, 0x01, 0x00, 0x00, 0x01, 1, 2, 3, 1,
  ]

  /// HID on interface 0, CDC-ACM on 1 and 2.
  static let composite: [UInt8] =
    device + [
      9, 2, 106, 0, 3, 1, 0, 0x80, 250,
      9, 4, 0, 0, 2, 3, 0, 0, 0,
      9, 0x21, 0x11, 0x01, 0, 1, 0x22, 35, 0,
      7, 5, 0x81, 3, 64, 0, 1,
      7, 5, 0x01, 3, 64, 0, 1,
      8, 0x0B, 1, 2, 2, 2, 0, 0,
      9, 4, 1, 0, 1, 2, 2, 0, 0,
      5, 0x24, 0, 0x10, 0x01,
      5, 0x24, 1, 0, 2,
      4, 0x24, 2, 2,
      5, 0x24, 6, 1, 2,
      7, 5, 0x82, 3, 8, 0, 16,
      9, 4, 2, 0, 2, 10, 0, 0, 0,
      7, 5, 0x83, 2, 64, 0, 0,
      7, 5, 0x03, 2, 64, 0, 0,
    ]

  static func facts(
    path: String = "1-2", node: String = "/dev/bus/usb/001/004",
    productName: String = "Tonus T1", serial: String = "T1-0042"
  ) -> USBFacts {
    USBFacts(
      syspath: "/sys/devices/pci0000:00/usb1/\(path)", path: path, node: node, vendor: 0x1209,
      product: 0x0001, productName: productName, serial: serial, descriptors: composite)
  }

  static func found(_ changes: [RosterChange]) -> FoundDevice? {
    for case .there(let device) in changes { return device }
    return nil
  }
}
