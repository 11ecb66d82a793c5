// SPDX-License-Identifier: Apache-2.0

/// Clears one latch, named by its number and cause.
///
/// Refused while the cause persists; moves nothing.
public struct Clear: Hashable, Sendable, BitwiseCopyable {
  public var latch: UInt16
  public var cause: LatchCause
  public init(latch: UInt16, cause: LatchCause) {
    self.latch = latch
    self.cause = cause
  }
}

extension Clear: WireBody {
  public static var bodyLength: Int { 4 }

  public func encode(into body: inout Payload) {
    body.setUInt16(0, latch)
    body.setByte(2, cause.rawValue)
  }

  public init(decoding body: borrowing Payload) throws(FieldRefusal) {
    guard let cause = LatchCause(rawValue: body.byte(2)) else {
      throw FieldRefusal(offset: 2)
    }
    try body.requireReserved(3)
    self.init(
      latch: body.uint16(0),
      cause: cause)
  }
}
