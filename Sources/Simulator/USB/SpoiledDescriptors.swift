// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import USBDevice

extension USBDescriptors {
  /// The descriptors with what a hostile device has wrong in them.
  ///
  /// Offsets within the configuration: 9 the HID interface, 18 the HID descriptor, 27 and 34 its
  /// endpoints, 100 the last endpoint.
  func spoiled(by hostility: Hostility?) -> USBDescriptors {
    var spoiled = self
    switch hostility {
    case .foreign: spoiled.product = .string("Wireless Presenter")
    case .badConfiguration: spoiled.configuration.bytes[100] = 200
    case .noOut: spoiled.removeReportOut()
    case .smallPackets:
      spoiled.configuration.bytes[27 + 4] = 8
      spoiled.configuration.bytes[34 + 4] = 8
    case .wrongClass: spoiled.configuration.bytes[9 + 5] = 0xFF
    case .badReport:
      // Items of reserved types and unbalanced ends: nothing a kernel could take for force feedback.
      for index in 0..<report.count { spoiled.report.bytes[index] = index % 2 == 0 ? 0xC0 : 0xF3 }
    case .badSerial: spoiled.serial = .string("\u{1B}[31mT\r\n\u{07}\u{1B}]0;T\u{7F}")
    case .noSerial: spoiled.device.bytes[16] = 0
    case .otherSerial, .twin, .otherVersion, .badActuator, .nak, .deaf, .flood, .short, .oversize,
      .garbage, .stall, .stallAlways, .absurd, .loose, nil:
      break
    }
    return spoiled
  }

  /// Takes the seven bytes of the HID interface's second endpoint out.
  private mutating func removeReportOut() {
    for index in 34..<configuration.count - 7 {
      configuration.bytes[index] = configuration.bytes[index + 7]
    }
    configuration.truncate(to: configuration.count - 7)
    configuration.bytes[2] = UInt8(configuration.count)
    configuration.bytes[9 + 4] = 1
  }
}
