// SPDX-License-Identifier: Apache-2.0

/// Pixels as a PNG file (ISO/IEC 15948).
public enum PortableImage {
  public static func bytes(_ raster: Raster) -> [UInt8] {
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    // Eight bits a sample, truecolour (2), deflate, the five filters, not interlaced.
    append(&file, "IHDR", big(raster.width) + big(raster.height) + [8, 2, 0, 0, 0])
    append(&file, "IDAT", compressed(filtered(raster)))
    append(&file, "IEND", [])
    return file
  }

  /// Rows after their filter byte 2, "Up": each byte less the one above it, mostly zero in a chart.
  private static func filtered(_ raster: Raster) -> [UInt8] {
    let stride = raster.width * 3
    var out: [UInt8] = []
    out.reserveCapacity((stride + 1) * raster.height)
    for row in 0..<raster.height {
      out.append(2)
      for column in 0..<stride {
        let at = row * stride + column
        out.append(raster.bytes[at] &- (row > 0 ? raster.bytes[at - stride] : 0))
      }
    }
    return out
  }

  /// A zlib stream (RFC 1950) of one block with fixed codes (RFC 1951 §3.2.6): runs of a byte are
  /// repeated from one byte back, all else is literal.
  static func compressed(_ bytes: [UInt8]) -> [UInt8] {
    // 0x78: deflate, a window of 32 KiB; 0x01: no dictionary, and a multiple of 31.
    var bits = BitWriter(bytes: [0x78, 0x01])
    bits.write(0b1, 1)
    bits.write(0b01, 2)
    var at = 0
    while at < bytes.count {
      bits.literal(bytes[at])
      var run = 0
      while at + 1 + run < bytes.count, bytes[at + 1 + run] == bytes[at] { run += 1 }
      at += 1 + run
      while run > 0 { run -= bits.repeated(run, bytes[at - 1]) }
    }
    bits.endOfBlock()
    return bits.finish() + big(Int(adler(bytes)))
  }

  private static func append(_ file: inout [UInt8], _ type: String, _ content: [UInt8]) {
    let body = Array(type.utf8) + content
    file += big(content.count) + body + big(Int(checksum(body)))
  }

  private static func big(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  /// CRC-32 of ISO 3309, bit by bit of a table of 256.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    let table = (0..<UInt32(256)).map { index in
      (0..<8).reduce(index) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
    }
    return ~bytes.reduce(UInt32.max) { sum, byte in
      table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] ^ sum >> 8
    }
  }

  /// Adler-32 (RFC 1950 §8.2).
  private static func adler(_ bytes: [UInt8]) -> UInt32 {
    var a: UInt32 = 1
    var b: UInt32 = 0
    for byte in bytes {
      a = (a + UInt32(byte)) % 65521
      b = (b + a) % 65521
    }
    return b << 16 | a
  }
}

/// Bits as deflate packs them: from the least significant, Huffman codes from their most significant.
private struct BitWriter {
  var bytes: [UInt8]
  private var held: UInt32 = 0
  private var count = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func write(_ value: UInt32, _ bits: Int) {
    held |= value << UInt32(count)
    count += bits
    while count >= 8 {
      bytes.append(UInt8(truncatingIfNeeded: held))
      held >>= 8
      count -= 8
    }
  }

  private mutating func code(_ value: UInt32, _ bits: Int) {
    var turned: UInt32 = 0
    for bit in 0..<bits where value >> UInt32(bit) & 1 == 1 {
      turned |= 1 << UInt32(bits - 1 - bit)
    }
    write(turned, bits)
  }

  mutating func literal(_ byte: UInt8) {
    if byte < 144 {
      code(0x30 + UInt32(byte), 8)
    } else {
      code(0x190 + UInt32(byte) - 144, 9)
    }
  }

  /// As much of a run as one code takes: 258 (code 285), 10 to 3 (codes 264 to 257), or a literal.
  mutating func repeated(_ run: Int, _ byte: UInt8) -> Int {
    guard run >= 3 else {
      literal(byte)
      return 1
    }
    let length = run >= 258 ? 258 : min(run, 10)
    if length == 258 { code(0xC0 + 5, 8) } else { code(UInt32(length - 2), 7) }
    // Distance 1.
    code(0, 5)
    return length
  }

  mutating func endOfBlock() { code(0, 7) }

  mutating func finish() -> [UInt8] {
    if count > 0 { bytes.append(UInt8(truncatingIfNeeded: held)) }
    return bytes
  }
}
