// SPDX-License-Identifier: Apache-2.0

/// Why received bytes are not a message.
public enum Refusal: Error, Hashable, Sendable, BitwiseCopyable {
  /// More bytes without a delimiter than the longest frame has.
  case overlong
  /// The COBS codes do not add up to the frame's length.
  case stuffing
  /// Fewer bytes than a header and a checksum take.
  case short
  case checksum
  /// A HID report with a foreign report id, an impossible length or padding that is not zero.
  case report
  /// Header flags that this version does not define.
  case flags(type: UInt8, sequence: UInt16)
  case unknownType(UInt8, sequence: UInt16)
  /// The type is known, its length is another: `count` bytes came, header included.
  case length(type: UInt8, sequence: UInt16, count: UInt8)
  /// A field holds what it may not; `offset` counts from the body's first byte.
  case field(type: UInt8, sequence: UInt16, offset: UInt8)

  /// What a device tells the host about it; nil when the bytes cannot be trusted to name a message.
  ///
  /// The detail of `malformed` is the offending byte's offset from the header's first byte, or,
  /// with bit 8 set, the wrong length.
  public var answer: Answer? {
    switch self {
    case .overlong, .stuffing, .short, .checksum, .report:
      nil
    case .flags(let type, let sequence):
      Answer(type: type, result: .malformed, sequence: sequence, detail: 1)
    case .unknownType(let type, let sequence):
      Answer(type: type, result: .unknownType, sequence: sequence, detail: 0)
    case .length(let type, let sequence, let count):
      Answer(type: type, result: .malformed, sequence: sequence, detail: 0x100 | UInt32(count))
    case .field(let type, let sequence, let offset):
      Answer(type: type, result: .malformed, sequence: sequence, detail: UInt32(offset) + 4)
    }
  }
}
