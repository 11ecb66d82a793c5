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
    let raw = unsafe bytes.bytes
    let end = raw.byteCount
    guard end >= 8 else {
      var crc = initial
      for index in 0..<end { crc = unsafe update(crc, bytes[unchecked: index]) }
      return crc
    }
    // What does not fill words comes first, under zeros, which change nothing: the initial value is
    // then part of the first two bytes.
    var index = end & 7
    var last = load(raw, 0) ^ UInt64(initial) << 48
    switch index {
    case 0: index = 8
    case 1:
      last = unsafe UInt64(update(initial, bytes[unchecked: 0])) << 48 ^ load(raw, 1)
      index = 9
    default: last >>= UInt64(64 &- 8 &* index)
    }
    // Two words wait for their division. One more pushes the first of them past x¹²⁸, which leaves
    // x⁹⁶ + x⁴⁰ + 1, for squaring the polynomial three times multiplies its powers by 8; and what
    // lies past x¹²⁸ again leaves the same once more.
    var first: UInt64 = 0
    while index < end {
      let past = first ^ first >> 32
      first = last ^ past << 32 ^ past >> 24
      last = load(raw, index) ^ past << 40 ^ past
      index &+= 8
    }
    return update(update(0, word: first), word: last)
  }

  /// Eight bytes, the first in the highest place; the caller has seen that they are there.
  @inlinable @inline(__always) static func load(_ bytes: RawSpan, _ index: Int) -> UInt64 {
    unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self).bigEndian
  }
}
