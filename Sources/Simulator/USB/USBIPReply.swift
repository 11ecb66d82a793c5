// SPDX-License-Identifier: Apache-2.0
import USBDevice

/// What a device made of a transfer.
struct USBIPCompletion: Hashable, Sendable {
  /// Linux's error numbers, as the wire has them.
  enum Status: Int32, Hashable, Sendable {
    case done = 0
    /// EPIPE.
    case stall = -32
    /// EOVERFLOW: the device said more than was asked for.
    case babble = -75
    /// ECONNRESET.
    case unlinked = -104
  }

  var sequence: UInt32
  var status: Status
  var isIn: Bool
  /// What goes to the host; never longer than it asked for.
  var data: [UInt8] = []
  /// Bytes that were moved, either way.
  var length: Int
}

/// What a USB/IP server says, in bytes.
enum USBIPReply {
  /// Status words of OP_REP_IMPORT.
  enum Import: UInt32 {
    case ok = 0
    case busy = 2
    case noDevice = 4
  }

  /// OP_REP_DEVLIST.
  static func list(_ devices: [(bus: USBIPBusID, descriptors: USBDescriptors)]) -> [UInt8] {
    var bytes = operation(code: 0x0005, status: 0)
    append(UInt32(devices.count), to: &bytes)
    for device in devices {
      bytes += description(device.bus, device.descriptors)
      bytes += interfaces(of: device.descriptors)
    }
    return bytes
  }

  /// OP_REP_IMPORT.
  static func imported(_ bus: USBIPBusID, _ descriptors: USBDescriptors) -> [UInt8] {
    operation(code: 0x0003, status: Import.ok.rawValue) + description(bus, descriptors)
  }

  static func notImported(_ status: Import) -> [UInt8] {
    operation(code: 0x0003, status: status.rawValue)
  }

  /// USBIP_RET_SUBMIT: devid, direction and ep are 0 here.
  static func submit(_ completion: USBIPCompletion) -> [UInt8] {
    var bytes = header(3, completion.sequence, completion.status.rawValue)
    append(UInt32(completion.length), to: &bytes)
    // start_frame, number_of_packets, error_count, padding.
    for word in [0, UInt32.max, 0, 0, 0] { append(word, to: &bytes) }
    return bytes + completion.data
  }

  /// USBIP_RET_UNLINK: `unlinked` when the transfer was still pending, else `done`.
  static func unlink(_ sequence: UInt32, _ status: USBIPCompletion.Status) -> [UInt8] {
    header(4, sequence, status.rawValue) + [UInt8](repeating: 0, count: 24)
  }

  private static func header(_ command: UInt32, _ sequence: UInt32, _ status: Int32) -> [UInt8] {
    var bytes: [UInt8] = []
    for word in [command, sequence, 0, 0, 0, UInt32(bitPattern: status)] {
      append(word, to: &bytes)
    }
    return bytes
  }

  private static func operation(code: UInt16, status: UInt32) -> [UInt8] {
    var bytes: [UInt8] = []
    append(USBIPDecoder.version, to: &bytes)
    append(code, to: &bytes)
    append(status, to: &bytes)
    return bytes
  }

  /// The 312 bytes by which a device is told of.
  private static func description(_ bus: USBIPBusID, _ descriptors: USBDescriptors) -> [UInt8] {
    var bytes = padded("/sys/devices/tonus-sim/usb1/\(bus.name)", to: 256)
    bytes += padded(bus.name, to: 32)
    for word in [bus.bus, bus.device, USBIPBusID.fullSpeed] { append(word, to: &bytes) }
    let device = descriptors.device.bytes
    // idVendor, idProduct and bcdDevice are little-endian in the descriptor.
    for place in [8, 10, 12] { bytes += [device[place + 1], device[place]] }
    bytes += [device[4], device[5], device[6]]
    // bConfigurationValue 0: not configured yet.
    return bytes + [0, device[17], descriptors.configuration.bytes[4]]
  }

  /// Class, subclass, protocol and a zero for each interface descriptor of the configuration.
  private static func interfaces(of descriptors: USBDescriptors) -> [UInt8] {
    var bytes: [UInt8] = []
    let configuration = descriptors.configuration
    var place = 0
    while place + 9 <= configuration.count {
      if configuration.bytes[place + 1] == 4 {
        for index in 5..<8 { bytes.append(configuration.bytes[place + index]) }
        bytes.append(0)
      }
      place += max(2, Int(configuration.bytes[place]))
    }
    let length = 4 * Int(configuration.bytes[4])
    return Array((bytes + [UInt8](repeating: 0, count: length)).prefix(length))
  }

  private static func padded(_ text: String, to length: Int) -> [UInt8] {
    let bytes = Array(text.utf8.prefix(length - 1))
    return bytes + [UInt8](repeating: 0, count: length - bytes.count)
  }

  private static func append<Word: FixedWidthInteger>(_ word: Word, to bytes: inout [UInt8]) {
    for index in (0..<Word.bitWidth / 8).reversed() {
      bytes.append(UInt8(truncatingIfNeeded: word >> Word(8 * index)))
    }
  }
}

/// Where a device is plugged in, such as `1-2`.
struct USBIPBusID: Hashable, Sendable {
  /// enum usb_device_speed of Linux: full speed, 12 Mbit/s.
  static let fullSpeed: UInt32 = 2

  /// The port, from 1 on.
  var port: Int

  var bus: UInt32 { 1 }
  /// Number 1 is the hub itself.
  var device: UInt32 { UInt32(port) + 1 }
  var name: String { "\(bus)-\(port)" }
  /// What the kernel calls the device while it is attached.
  var deviceID: UInt32 { bus << 16 | device }
}
