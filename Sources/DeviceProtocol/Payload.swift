// SPDX-License-Identifier: Apache-2.0

/// One message as bytes: the four-byte header and the body, at most 62 bytes.
///
/// The bytes lie one place into a buffer of 66, so that a serial frame is made of them where they
/// are: the place before is the first COBS code, the three behind are the checksum and delimiter.
public struct Payload: Sendable, BitwiseCopyable {
  /// The most a message may take, header included.
  @inlinable public static var capacity: Int { 62 }
  /// Type, flags and sequence.
  @inlinable public static var headerLength: Int { 4 }

  @usableFromInline var storage: InlineArray<66, UInt8>
  @usableFromInline var length: Int

  /// Bytes in use.
  @inlinable public var count: Int { length }

  @inlinable init(storage: InlineArray<66, UInt8>, length: Int) {
    self.storage = storage
    self.length = length
  }

  /// A message of `bodyLength` zeros under a header.
  @inlinable public init(type: UInt8, sequence: UInt16, bodyLength: Int) {
    precondition(bodyLength <= Self.capacity - Self.headerLength)
    storage = InlineArray(repeating: 0)
    length = Self.headerLength + bodyLength
    storage[1] = type
    storage[3] = UInt8(truncatingIfNeeded: sequence)
    storage[4] = UInt8(truncatingIfNeeded: sequence >> 8)
  }

  /// Bytes from elsewhere; nil when there are more than a message may take.
  public init?(bytes: Span<UInt8>) {
    guard bytes.count <= Self.capacity else { return nil }
    storage = InlineArray(repeating: 0)
    length = bytes.count
    for index in bytes.indices { storage[1 + index] = bytes[index] }
  }

  /// The byte at `index`, counted from the header's first.
  @inlinable public subscript(index: Int) -> UInt8 {
    precondition(index >= 0 && index < length)
    return storage[1 + index]
  }

  @inlinable public var type: UInt8 { storage[1] }
  @inlinable public var flags: UInt8 { storage[2] }
  @inlinable public var sequence: UInt16 { UInt16(storage[3]) | UInt16(storage[4]) << 8 }
}
