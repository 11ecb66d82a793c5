// SPDX-License-Identifier: Apache-2.0

/// Access to the body's fields. Offsets count from the first byte behind the header, as in the
/// protocol document; integers are little-endian.
extension Payload {
  /// How many bytes follow the header.
  @inlinable public var bodyLength: Int { length - Self.headerLength }

  @inlinable @inline(__always) public func byte(_ offset: Int) -> UInt8 { storage[5 + offset] }

  @inlinable @inline(__always) public func uint16(_ offset: Int) -> UInt16 {
    UInt16(storage[5 + offset]) | UInt16(storage[6 + offset]) << 8
  }

  @inlinable @inline(__always) public func uint32(_ offset: Int) -> UInt32 {
    UInt32(storage[5 + offset]) | UInt32(storage[6 + offset]) << 8
      | UInt32(storage[7 + offset]) << 16 | UInt32(storage[8 + offset]) << 24
  }

  /// Three bytes, sign-extended.
  @inlinable @inline(__always) public func int24(_ offset: Int) -> Int32 {
    let raw =
      UInt32(storage[5 + offset]) << 8 | UInt32(storage[6 + offset]) << 16
      | UInt32(storage[7 + offset]) << 24
    return Int32(bitPattern: raw) >> 8
  }

  @inlinable @inline(__always) public func phasor(_ offset: Int) -> WirePhasor {
    WirePhasor(
      inPhase: Int16(bitPattern: uint16(offset)), quadrature: Int16(bitPattern: uint16(offset + 2)))
  }

  @inlinable @inline(__always) public mutating func setByte(_ offset: Int, _ value: UInt8) {
    storage[5 + offset] = value
  }

  @inlinable @inline(__always) public mutating func setUInt16(_ offset: Int, _ value: UInt16) {
    storage[5 + offset] = UInt8(truncatingIfNeeded: value)
    storage[6 + offset] = UInt8(truncatingIfNeeded: value >> 8)
  }

  @inlinable @inline(__always) public mutating func setUInt32(_ offset: Int, _ value: UInt32) {
    storage[5 + offset] = UInt8(truncatingIfNeeded: value)
    storage[6 + offset] = UInt8(truncatingIfNeeded: value >> 8)
    storage[7 + offset] = UInt8(truncatingIfNeeded: value >> 16)
    storage[8 + offset] = UInt8(truncatingIfNeeded: value >> 24)
  }

  /// Values beyond ±8 388 607 are carried as the nearest that fits.
  @inlinable @inline(__always) public mutating func setInt24(_ offset: Int, _ value: Int32) {
    let raw = UInt32(bitPattern: min(max(value, -8_388_607), 8_388_607))
    storage[5 + offset] = UInt8(truncatingIfNeeded: raw)
    storage[6 + offset] = UInt8(truncatingIfNeeded: raw >> 8)
    storage[7 + offset] = UInt8(truncatingIfNeeded: raw >> 16)
  }

  @inlinable @inline(__always) public mutating func setPhasor(_ offset: Int, _ value: WirePhasor) {
    setUInt16(offset, UInt16(bitPattern: value.inPhase))
    setUInt16(offset + 2, UInt16(bitPattern: value.quadrature))
  }
}

/// The checks of strict decoding: what a field may hold, or the offset at which it does not.
extension Payload {
  @inline(__always) func requireReserved(_ offset: Int) throws(FieldRefusal) {
    guard byte(offset) == 0 else { throw FieldRefusal(offset: offset) }
  }

  @inline(__always) func byte(_ offset: Int, in range: ClosedRange<UInt8>)
    throws(FieldRefusal) -> UInt8
  {
    let value = byte(offset)
    guard value >= range.lowerBound, value <= range.upperBound else {
      throw FieldRefusal(offset: offset)
    }
    return value
  }

  @inline(__always) func nonZeroByte(_ offset: Int) throws(FieldRefusal) -> UInt8 {
    try byte(offset, in: 1...255)
  }

  @inline(__always) func nonZeroUInt32(_ offset: Int) throws(FieldRefusal) -> UInt32 {
    let value = uint32(offset)
    guard value != 0 else { throw FieldRefusal(offset: offset) }
    return value
  }

  /// The part of a device clock below the millisecond: 0…999.
  @inline(__always) func microseconds(_ offset: Int) throws(FieldRefusal) -> UInt16 {
    let value = uint16(offset)
    guard value < 1000 else { throw FieldRefusal(offset: offset) }
    return value
  }
}
