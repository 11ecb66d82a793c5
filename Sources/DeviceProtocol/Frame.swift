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
    // so each code is the distance to the next zero and takes that zero's place. Written without a
    // branch, since where the zeros are cannot be predicted.
    var next = end
    var index = end &- 1
    while index > 0 {
      let byte = unsafe bytes[unchecked: index]
      let isZero = byte == 0
      unsafe bytes[unchecked: index] = isZero ? UInt8(truncatingIfNeeded: next &- index) : byte
      next = isZero ? index : next
      index &-= 1
    }
    bytes[0] = UInt8(truncatingIfNeeded: next)
    bytes[end] = 0
    count = end + 1
  }
}
