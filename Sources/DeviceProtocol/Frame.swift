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
    // found first, eight bytes at a time, since where they are cannot be predicted.
    var zeros = unsafe Frame.zeros(in: bytes.span.bytes, until: end)
    var place = 0
    while zeros != 0 {
      let next = zeros.trailingZeroBitCount &+ 1
      zeros &= zeros &- 1
      unsafe bytes[unchecked: place] = UInt8(truncatingIfNeeded: next &- place)
      place = next
    }
    unsafe bytes[unchecked: place] = UInt8(truncatingIfNeeded: end &- place)
    bytes[end] = 0
    count = end + 1
  }

  /// A bit for each zero in places 1 up to `end`, the lowest for place 1.
  private static func zeros(in bytes: RawSpan, until end: Int) -> UInt64 {
    let low: UInt64 = 0x7f7f_7f7f_7f7f_7f7f
    var found: UInt64 = 0
    var shift: UInt64 = 0
    while shift < 64 {
      // 66 bytes hold eight words from place 1 on.
      let word = unsafe bytes.unsafeLoadUnaligned(
        fromUncheckedByteOffset: 1 &+ Int(shift), as: UInt64.self
      ).littleEndian
      // The highest bit of each byte that is zero, gathered into one byte by a multiplication in
      // which no two terms meet.
      let marks = ~((word & low) &+ low | word | low) >> 7
      found |= ((marks &* 0x0102_0408_1020_4080) >> 56) << shift
      shift &+= 8
    }
    // What lies behind the frame's end does not count.
    return found & ((1 << UInt64(end &- 1)) &- 1)
  }
}
