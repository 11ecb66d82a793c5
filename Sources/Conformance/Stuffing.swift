// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol

/// Serial frames of any bytes, also of such as no codec would send (protocol §3).
enum Stuffing {
  static func checksum(_ bytes: [UInt8]) -> UInt16 { CRC16.checksum(bytes.span) }

  /// The frame of header and body, delimiter included.
  static func frame(_ payload: [UInt8]) -> [UInt8] {
    let crc = checksum(payload)
    return stuff(payload + [UInt8(truncatingIfNeeded: crc), UInt8(truncatingIfNeeded: crc >> 8)])
  }

  /// COBS and a delimiter, of less than 254 bytes.
  static func stuff(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    var block: [UInt8] = []
    for byte in bytes + [0] {
      if byte == 0 {
        out.append(UInt8(block.count + 1))
        out += block
        block = []
      } else {
        block.append(byte)
      }
    }
    return out + [0]
  }
}
