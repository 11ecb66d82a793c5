// SPDX-License-Identifier: Apache-2.0

/// The part of serial decoding that does not know what is being said.
struct SerialFraming: Sendable, BitwiseCopyable {
  enum Outcome: Sendable, BitwiseCopyable {
    /// Two delimiters in a row: padding, neither counted nor refused.
    case nothing
    case payload(Payload)
    case refused(Refusal)
  }

  var bytes = InlineArray<66, UInt8>(repeating: 0)
  var count = 0
  var overrun = false

  mutating func append(_ byte: UInt8) {
    if count < 65 {
      bytes[count] = byte
      count &+= 1
    } else {
      overrun = true
    }
  }

  mutating func reset() {
    count = 0
    overrun = false
  }

  mutating func finish() -> Outcome {
    defer { reset() }
    guard !overrun else { return .refused(.overlong) }
    guard count > 0 else { return .nothing }
    var place = Int(bytes[0])
    var code = place
    while place < count, code != 0 {
      code = Int(bytes[place])
      bytes[place] = 0
      place &+= code
    }
    guard place == count, code != 0 else { return .refused(.stuffing) }
    let length = count - 3
    guard length >= Payload.headerLength else { return .refused(.short) }
    let sent = UInt16(bytes[1 + length]) | UInt16(bytes[2 + length]) << 8
    guard CRC16.checksum(bytes.span.extracting(1..<1 + length)) == sent else {
      return .refused(.checksum)
    }
    return .payload(Payload(storage: bytes, length: length))
  }
}
