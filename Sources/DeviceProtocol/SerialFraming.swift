// SPDX-License-Identifier: Apache-2.0

/// The part of serial decoding that does not know what is being said.
@usableFromInline struct SerialFraming: Sendable, BitwiseCopyable {
  @usableFromInline enum Outcome: Sendable, BitwiseCopyable {
    /// Two delimiters in a row: padding, neither counted nor refused.
    case nothing
    /// The frame was whole; `payload` holds what it carried.
    case whole
    case refused(Refusal)
  }

  /// The frame so far, where it becomes a message without being moved.
  @usableFromInline var payload: Payload
  @usableFromInline var count = 0
  @usableFromInline var overrun = false

  init() { payload = Payload(storage: InlineArray(repeating: 0), length: 0) }

  @inlinable mutating func append(_ byte: UInt8) {
    if count < 65 {
      payload.storage[count] = byte
      count &+= 1
    } else {
      overrun = true
    }
  }

  @usableFromInline mutating func finish() -> Outcome {
    let end = count
    let tooLong = overrun
    count = 0
    overrun = false
    guard !tooLong, end < Frame.capacity else { return .refused(.overlong) }
    guard end > 0 else { return .nothing }
    // Places before the end lie within the buffer, and are read unchecked.
    var place = 0
    repeat {
      let code = unsafe Int(payload.storage[unchecked: place])
      unsafe payload.storage[unchecked: place] = 0
      guard code != 0 else { return .refused(.stuffing) }
      place &+= code
      if code == 1 { place &+= takeOnes(place, before: end) }
    } while place < end
    guard place == end else { return .refused(.stuffing) }
    let length = end - 3
    guard length >= Payload.headerLength else { return .refused(.short) }
    let sent = UInt16(payload.storage[1 + length]) | UInt16(payload.storage[2 + length]) << 8
    guard CRC16.checksum(payload.storage.span.extracting(1..<1 + length)) == sent else {
      return .refused(.checksum)
    }
    payload.length = length
    return .whole
  }

  /// Turns ones from `place` on, at most eight, into the zeros that they stand for, and counts them:
  /// where much is zero each is the code before the next.
  @inline(__always) private mutating func takeOnes(_ place: Int, before end: Int) -> Int {
    guard place &+ 8 <= Frame.capacity else { return 0 }
    let word = unsafe payload.storage.span.bytes.unsafeLoadUnaligned(
      fromUncheckedByteOffset: place, as: UInt64.self
    ).littleEndian
    let ones = min((word ^ 0x0101_0101_0101_0101).trailingZeroBitCount >> 3, end &- place)
    guard ones > 0 else { return 0 }
    let rest = ones == 8 ? 0 : word & ~0 &<< UInt64(truncatingIfNeeded: ones &* 8)
    var span = payload.storage.mutableSpan
    var raw = unsafe span.mutableBytes
    unsafe raw.storeBytes(
      of: rest.littleEndian, toUncheckedByteOffset: place, as: UInt64.self)
    return ones
  }
}
