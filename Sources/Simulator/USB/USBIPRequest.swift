// SPDX-License-Identifier: Apache-2.0
import USBDevice

/// A transfer that a host submits (USBIP_CMD_SUBMIT).
struct USBIPTransfer: Hashable, Sendable {
  var sequence: UInt32
  /// The endpoint's number, without its direction.
  var endpoint: UInt8
  var isIn: Bool
  /// transfer_buffer_length: the most that may be answered, or the bytes in `data`.
  var length: Int
  /// For endpoint 0.
  var setup: SetupPacket
  /// What goes to the device.
  var data: [UInt8] = []
}

/// Everything a USB/IP host may say, by the kernel's `Documentation/usb/usbip_protocol.rst`.
enum USBIPRequest: Hashable, Sendable {
  /// OP_REQ_DEVLIST.
  case list
  /// OP_REQ_IMPORT, with which the connection becomes one device's cable.
  case importDevice(busID: String)
  case submit(USBIPTransfer)
  /// USBIP_CMD_UNLINK: `target` is the sequence number of a transfer to be given up.
  case unlink(sequence: UInt32, target: UInt32)
}

/// Why a host's bytes are not USB/IP.
enum USBIPError: Error, Hashable, Sendable {
  case version(UInt16)
  case command(UInt32)
  /// Isochronous, on an endpoint beyond 15, or longer than `USBIPDecoder.longestTransfer`.
  case transfer
}

/// Finds requests in the bytes of a connection; integers are big-endian, the setup packet is not.
struct USBIPDecoder: Sendable {
  /// `[C]` Linux's own hosts send at most 16 KiB at once.
  static let longestTransfer = 64 * 1024
  static let version: UInt16 = 0x0111
  private static let headerLength = 48

  private var bytes: [UInt8] = []
  private var start = 0

  mutating func push(_ more: [UInt8]) {
    if start > 0 {
      bytes.removeFirst(start)
      start = 0
    }
    bytes += more
  }

  /// The next whole request, until nil.
  mutating func next() throws(USBIPError) -> USBIPRequest? {
    guard available >= 8 else { return nil }
    switch word(0) >> 16 {
    case UInt32(Self.version): return try operation()
    case 0: return try command()
    case let other: throw .version(UInt16(truncatingIfNeeded: other))
    }
  }

  private mutating func operation() throws(USBIPError) -> USBIPRequest? {
    switch word(0) & 0xFFFF {
    case 0x8005:
      start += 8
      return .list
    case 0x8003:
      guard available >= 40 else { return nil }
      let name = bytes[start + 8..<start + 40].prefix { $0 != 0 }
      start += 40
      return .importDevice(busID: String(decoding: name, as: UTF8.self))
    default: throw .command(word(0))
    }
  }

  /// command, seqnum, devid, direction, ep; then, of a submit, transfer_flags,
  /// transfer_buffer_length, start_frame, number_of_packets, interval and eight bytes of setup.
  private mutating func command() throws(USBIPError) -> USBIPRequest? {
    guard available >= Self.headerLength else { return nil }
    switch word(0) {
    case 1: return try submit()
    case 2:
      let request = USBIPRequest.unlink(sequence: word(4), target: word(20))
      start += Self.headerLength
      return request
    case let other: throw .command(other)
    }
  }

  private mutating func submit() throws(USBIPError) -> USBIPRequest? {
    let isIn = word(12) == 1
    let packets = word(32)
    guard word(12) <= 1, word(16) <= 15, word(24) <= UInt32(Self.longestTransfer),
      packets == 0 || packets == UInt32.max
    else { throw .transfer }
    let length = Int(word(24))
    let payload = isIn ? 0 : length
    guard available >= Self.headerLength + payload else { return nil }
    var setup = InlineArray<8, UInt8>(repeating: 0)
    for index in 0..<8 { setup[index] = bytes[start + 40 + index] }
    let body = start + Self.headerLength
    let transfer = USBIPTransfer(
      sequence: word(4), endpoint: UInt8(word(16)), isIn: isIn, length: length,
      setup: SetupPacket(bytes: setup), data: Array(bytes[body..<body + payload]))
    start = body + payload
    return .submit(transfer)
  }

  private var available: Int { bytes.count - start }

  private func word(_ offset: Int) -> UInt32 {
    bytes[start + offset..<start + offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }
}
