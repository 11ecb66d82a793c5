// SPDX-License-Identifier: Apache-2.0
@testable import Simulator
import Testing
import USBDevice

@Suite("USB/IP codec")
struct USBIPCodecTests {
  /// Bytes written as words of hexadecimal digits.
  static func hex(_ text: String) -> [UInt8] {
    let digits = text.filter { !$0.isWhitespace }.map { UInt8($0.hexDigitValue ?? 0) }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  /// CMD_SUBMIT 0x0D05, GET_DESCRIPTOR of the device, as a Linux host sends it.
  static let getDescriptor = hex(
    """
    00000001 00000d05 00010002 00000001 00000000 00000200 00000040 ffffffff 00000000
    00000000 8006 0001 0000 4000
    """)
  /// CMD_SUBMIT 0x0D06, four bytes to endpoint 1.
  static let interruptOut = hex(
    """
    00000001 00000d06 00010002 00000000 00000001 00000000 00000004 00000000 00000000
    00000004 0000 0000 0000 0000 ffffffff
    """)
  /// CMD_UNLINK 0x0D07 of 0x0D06.
  static let unlink = hex(
    """
    00000002 00000d07 00010002 00000000 00000000 00000d06 00000000 00000000 00000000
    00000000 00000000 00000000
    """)

  static func requests(_ bytes: [UInt8], in pieces: Int) throws -> [USBIPRequest] {
    var decoder = USBIPDecoder()
    var found: [USBIPRequest] = []
    for start in stride(from: 0, to: bytes.count, by: pieces) {
      decoder.push(Array(bytes[start..<min(start + pieces, bytes.count)]))
      while let request = try decoder.next() { found.append(request) }
    }
    return found
  }

  @Test("reads what hosts send, however it is cut into pieces", arguments: [1, 3, 7, 48, 1000])
  func requests(pieces: Int) throws {
    let list = Self.hex("0111 8005 00000000")
    let name = Array("1-2".utf8)
    let importing = Self.hex("0111 8003 00000000") + name + [UInt8](repeating: 0, count: 29)
    let all = list + importing + Self.getDescriptor + Self.interruptOut + Self.unlink
    let setup = SetupPacket(requestType: 0x80, request: 6, value: 0x0100, length: 64)
    let expected: [USBIPRequest] = [
      .list, .importDevice(busID: "1-2"),
      .submit(USBIPTransfer(sequence: 0xD05, endpoint: 0, isIn: true, length: 64, setup: setup)),
      .submit(
        USBIPTransfer(
          sequence: 0xD06, endpoint: 1, isIn: false, length: 4,
          setup: SetupPacket(requestType: 0, request: 0), data: [0xFF, 0xFF, 0xFF, 0xFF])),
      .unlink(sequence: 0xD07, target: 0xD06),
    ]
    #expect(try Self.requests(all, in: pieces) == expected)
  }

  @Test("refuses what is not USB/IP, isochronous, or too long to be kept")
  func refusals() {
    func error(_ bytes: [UInt8]) -> USBIPError? {
      do {
        _ = try Self.requests(bytes, in: bytes.count)
        return nil
      } catch {
        return error as? USBIPError
      }
    }
    #expect(error(Array("GET / HTTP/1.1\r\n".utf8)) == .version(0x4745))
    #expect(error(Self.hex("0106 8005 00000000")) == .version(0x0106))
    #expect(error(Self.hex("0111 8007 00000000")) == .command(0x0111_8007))
    var bytes = Self.getDescriptor
    bytes[3] = 5
    #expect(error(bytes) == .command(5))
    for (place, value) in [(15, 2), (19, 16), (24, 1), (35, 8)] as [(Int, UInt8)] {
      bytes = Self.getDescriptor
      for index in 32..<36 { bytes[index] = 0 }
      bytes[place] = value
      #expect(error(bytes) == .transfer, "byte \(place)")
    }
  }

  @Test("a finished transfer and an unlinked one, byte for byte")
  func replies() {
    let done = USBIPCompletion(
      sequence: 0xD05, status: .done, isIn: true, data: [0x12, 0x01], length: 2)
    #expect(
      USBIPReply.submit(done)
        == Self.hex(
          """
          00000003 00000d05 00000000 00000000 00000000 00000000 00000002 00000000 ffffffff
          00000000 00000000 00000000 1201
          """))
    let stalled = USBIPCompletion(sequence: 1, status: .stall, isIn: false, length: 0)
    #expect(USBIPReply.submit(stalled)[20..<24] == [0xFF, 0xFF, 0xFF, 0xE0])
    #expect(
      USBIPReply.unlink(0xD07, .unlinked)
        == Self.hex("00000004 00000d07 00000000 00000000 00000000 ffffff98")
        + [UInt8](repeating: 0, count: 24))
  }

  @Test("the list has 312 bytes for a device and four for each of its interfaces")
  func list() {
    let descriptors = USBDescriptors(serial: SimulatedDeviceSettings.text("T1"))
    let bytes = USBIPReply.list([(bus: USBIPBusID(port: 2), descriptors: descriptors)])
    #expect(bytes.count == 12 + 312 + 3 * 4)
    #expect(bytes[0..<12] == Self.hex("0111 0005 00000000 00000001")[...])
    #expect(bytes[268..<272] == [UInt8(ascii: "1"), UInt8(ascii: "-"), UInt8(ascii: "2"), 0])
    // busnum, devnum, speed; ids and version big-endian; class; configurations and interfaces.
    #expect(
      Array(bytes[300..<336])
        == Self.hex(
          """
          00000001 00000003 00000002 1209 0001 0100 ef0201 00 01 03
          03000000 02020000 0a000000
          """))
  }
}
