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
}
