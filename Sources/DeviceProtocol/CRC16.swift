// SPDX-License-Identifier: Apache-2.0

/// CRC-16/IBM-3740, also called CCITT-FALSE: x¹⁶ + x¹² + x⁵ + 1, from 0xFFFF, not reflected.
///
/// The check value, of the nine ASCII digits "123456789", is 0x29B1.
public enum CRC16 {
  @inlinable public static var initial: UInt16 { 0xFFFF }

  /// Takes one byte in, by table-free long division.
  @inlinable public static func update(_ crc: UInt16, _ byte: UInt8) -> UInt16 {
    var x = (crc >> 8) ^ UInt16(byte)
    x ^= x >> 4
    return (crc << 8) ^ (x << 12) ^ (x << 5) ^ x
  }

  /// Takes four bytes in at once.
  ///
  /// Dividing x·x¹⁶ by the polynomial has the quotient q = x + q·(s⁴ + s¹¹ + s¹⁶), s being a shift
  /// right; written out over 32 bits it is x·Σsⁿ for n = 0, 4, 8, 11, 12, 19, 20, 22, 26, 27, 28.
  @inlinable public static func update(_ crc: UInt16, word: UInt32) -> UInt16 {
    let x = UInt32(crc) << 16 ^ word
    let a = x ^ (x >> 4)
    let b = x ^ (x >> 8)
    let q = a ^ (a >> 8) ^ (b >> 11) ^ (b >> 20) ^ (a >> 22) ^ (x >> 27)
    return UInt16(truncatingIfNeeded: q ^ (q << 5) ^ (q << 12))
  }

  @inlinable public static func checksum(_ bytes: Span<UInt8>) -> UInt16 {
    var crc = initial
    var index = 0
    let end = bytes.count
    while index &+ 4 <= end {
      let first = unsafe UInt32(bytes[unchecked: index]) << 24
      let second = unsafe UInt32(bytes[unchecked: index &+ 1]) << 16
      let third = unsafe UInt32(bytes[unchecked: index &+ 2]) << 8
      let fourth = unsafe UInt32(bytes[unchecked: index &+ 3])
      crc = update(crc, word: first | second | third | fourth)
      index &+= 4
    }
    while index < end {
      crc = unsafe update(crc, bytes[unchecked: index])
      index &+= 1
    }
    return crc
  }
}
