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

  /// Takes eight bytes in at once, the first in the highest place.
  ///
  /// Dividing x·x¹⁶ by the polynomial has the quotient q = x + q·(s⁴ + s¹¹ + s¹⁶), s being a shift
  /// right; so q = x / D with D = 1 + s⁴ + s¹¹ + s¹⁶. Over 64 bits D¹⁶ = 1, hence 1 / D = D¹⁵ =
  /// D·D²·D⁴·D⁸, and squaring doubles the shifts.
  @inlinable public static func update(_ crc: UInt16, word: UInt64) -> UInt16 {
    var q = UInt64(crc) << 48 ^ word
    q ^= (q >> 4) ^ (q >> 11) ^ (q >> 16)
    q ^= (q >> 8) ^ (q >> 22) ^ (q >> 32)
    q ^= (q >> 16) ^ (q >> 44)
    q ^= q >> 32
    return UInt16(truncatingIfNeeded: q ^ (q << 5) ^ (q << 12))
  }

  @inlinable public static func checksum(_ bytes: Span<UInt8>) -> UInt16 {
    var crc = initial
    var index = 0
    let raw = unsafe bytes.bytes
    let end = raw.byteCount
    let odd = end & 7
    if end >= 8, odd >= 2 {
      // What does not fill words comes first, under zeros, which change nothing: the initial value
      // is then part of the first two bytes.
      let word = unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: 0, as: UInt64.self)
      let first = word.bigEndian ^ UInt64(initial) << 48
      crc = update(0, word: first >> UInt64(64 &- 8 &* odd))
      index = odd
    }
    // The last 32 bytes do not wait for those before: both remainders are reckoned side by side, and
    // the first is carried past the last bytes in one go.
    let last = end &- 32
    let isSplit = last >= index &+ 16
    let middle = isSplit ? last : end
    while index &+ 8 <= middle {
      let word = unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self)
      crc = update(crc, word: word.bigEndian)
      index &+= 8
    }
    if isSplit, index == last {
      var rest: UInt16 = 0
      while index < end {
        let word = unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self)
        rest = update(rest, word: word.bigEndian)
        index &+= 8
      }
      return past32(crc) ^ rest
    }
    while index < end {
      crc = unsafe update(crc, bytes[unchecked: index])
      index &+= 1
    }
    return crc
  }

  /// The remainder after 32 more bytes of zeros: each bit of `crc` times its own power of x, from
  /// x²⁵⁶ on, modulo the polynomial.
  @inlinable static func past32(_ crc: UInt16) -> UInt16 {
    var sum: UInt16 = 0
    sum ^= kept(crc, 0, 0x8E29)
    sum ^= kept(crc, 1, 0x0C73)
    sum ^= kept(crc, 2, 0x18E6)
    sum ^= kept(crc, 3, 0x31CC)
    sum ^= kept(crc, 4, 0x6398)
    sum ^= kept(crc, 5, 0xC730)
    sum ^= kept(crc, 6, 0x9E41)
    sum ^= kept(crc, 7, 0x2CA3)
    sum ^= kept(crc, 8, 0x5946)
    sum ^= kept(crc, 9, 0xB28C)
    sum ^= kept(crc, 10, 0x7539)
    sum ^= kept(crc, 11, 0xEA72)
    sum ^= kept(crc, 12, 0xC4C5)
    sum ^= kept(crc, 13, 0x99AB)
    sum ^= kept(crc, 14, 0x2377)
    sum ^= kept(crc, 15, 0x46EE)
    return sum
  }

  @inlinable @inline(__always)
  static func kept(_ crc: UInt16, _ bit: UInt16, _ power: UInt16) -> UInt16 {
    (0 &- (crc >> bit & 1)) & power
  }
}
