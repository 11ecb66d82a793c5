// SPDX-License-Identifier: Apache-2.0

/// One serial frame, ready for the wire: COBS(header + body + CRC-16) and a zero.
public struct Frame: Sendable, BitwiseCopyable {
  /// The longest frame, delimiter included.
  @inlinable public static var capacity: Int { 66 }

  public var bytes: InlineArray<66, UInt8>
  /// How many of `bytes` are in use.
  public var count: Int

  /// Bytes as they came from a wire, whatever they are worth.
  public init(bytes: InlineArray<66, UInt8>, count: Int) {
    self.bytes = bytes
    self.count = count
  }

  public init(_ payload: borrowing Payload) {
    bytes = payload.storage
    let crc = CRC16.checksum(bytes.span.extracting(1..<1 + payload.length))
    bytes[1 + payload.length] = UInt8(truncatingIfNeeded: crc)
    bytes[2 + payload.length] = UInt8(truncatingIfNeeded: crc >> 8)
    let end = 3 + payload.length
    // A message is shorter than the 254 bytes after which COBS would need a second kind of code,
    // so each code is the distance to the next zero and takes that zero's place. The zeros are
    // found first, eight bytes at a time, since where they are cannot be predicted; each is then a
    // 1 already, which is its code if the next follows at once. So only runs of zeros are left.
    let zeros = Frame.markZeros(in: &bytes, until: end)
    var starts = zeros & ~(zeros << 1)
    var lasts = zeros & ~(zeros >> 1)
    var place = 0
    while starts != 0 {
      unsafe bytes[unchecked: place] = UInt8(
        truncatingIfNeeded: starts.trailingZeroBitCount &+ 1 &- place)
      place = lasts.trailingZeroBitCount &+ 1
      starts &= starts &- 1
      lasts &= lasts &- 1
    }
    unsafe bytes[unchecked: place] = UInt8(truncatingIfNeeded: end &- place)
    bytes[end] = 0
    count = end + 1
  }

  /// Turns each zero in places 1 up to `end` into a 1, and tells where: a bit for each, the lowest
  /// for place 1.
  private static func markZeros(in bytes: inout InlineArray<66, UInt8>, until end: Int) -> UInt64 {
    let low: UInt64 = 0x7f7f_7f7f_7f7f_7f7f
    var found: UInt64 = 0
    var shift = 0
    while shift &+ 1 < end {
      // 66 bytes hold eight words from place 1 on.
      let word = unsafe bytes.span.bytes.unsafeLoadUnaligned(
        fromUncheckedByteOffset: 1 &+ shift, as: UInt64.self
      ).littleEndian
      var marks = ~((word & low) &+ low | word | low) >> 7
      // What lies behind the frame's end does not count.
      let inside = end &- 1 &- shift
      if inside < 8 { marks &= (1 &<< UInt64(truncatingIfNeeded: 8 &* inside)) &- 1 }
      var span = bytes.mutableSpan
      var raw = unsafe span.mutableBytes
      unsafe raw.storeBytes(
        of: (word | marks).littleEndian, toUncheckedByteOffset: 1 &+ shift, as: UInt64.self)
      // The marks are gathered into one byte by a multiplication in which no two terms meet.
      found |= ((marks &* 0x0102_0408_1020_4080) >> 56) &<< UInt64(truncatingIfNeeded: shift)
      shift &+= 8
    }
    return found
  }
}
