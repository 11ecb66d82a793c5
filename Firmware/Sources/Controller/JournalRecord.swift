// SPDX-License-Identifier: Apache-2.0
public import DeviceProtocol

/// One record of a journal: eight words, of which six are its own.
public struct JournalRecord: Sendable, BitwiseCopyable {
  public enum Kind: UInt32, CaseIterable, Sendable, BitwiseCopyable {
    /// Of a page: its generation.
    case header = 1
    /// What the board was told about itself: serial number, and the force sensor's zero and scale.
    case configuration = 2
    /// A start: its number, the reset's cause, the fault's address.
    case boot = 3
    case fault = 4
  }

  static var words: Int { 8 }

  public let kind: Kind
  public var body = InlineArray<6, UInt32>(repeating: 0)

  public init(_ kind: Kind) { self.kind = kind }

  public init(_ fault: FaultRecord) {
    kind = .fault
    body[0] = UInt32(fault.cause) | UInt32(fault.latch) << 16
    body[1] = fault.clockMilliseconds
    body[2] = UInt32(bitPattern: fault.value)
    body[3] = fault.bootID
  }

  /// The fault that it holds, without its place in the history.
  public var fault: FaultRecord {
    FaultRecord(
      index: 0, cause: UInt8(truncatingIfNeeded: body[0]),
      latch: UInt16(truncatingIfNeeded: body[0] >> 16), clockMilliseconds: body[1],
      value: Int32(bitPattern: body[2]), bootID: body[3])
  }

  /// Kind, body, and the check over both; the check's upper half tells it from erased memory.
  var encoded: InlineArray<8, UInt32> {
    var words = InlineArray<8, UInt32>(repeating: 0)
    words[0] = kind.rawValue
    for index in 0..<6 { words[index + 1] = body[index] }
    words[7] = Self.check(words)
    return words
  }

  /// Nil for memory that is erased, was cut short or has lost a bit.
  init?(_ words: InlineArray<8, UInt32>) {
    guard words[7] == Self.check(words), let kind = Kind(rawValue: words[0]) else { return nil }
    self.kind = kind
    for index in 0..<6 { body[index] = words[index + 1] }
  }

  private static func check(_ words: InlineArray<8, UInt32>) -> UInt32 {
    var crc = CRC16.initial
    for index in 0..<7 {
      for lane in 0..<4 {
        crc = CRC16.update(crc, UInt8(truncatingIfNeeded: words[index] >> UInt32(8 * lane)))
      }
    }
    return 0x5443_0000 | UInt32(crc)
  }
}
