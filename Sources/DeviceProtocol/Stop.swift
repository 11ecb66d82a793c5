// SPDX-License-Identifier: Apache-2.0

/// Ramps down, brakes, latches.
///
/// Honoured in every state on every transport; idempotent: the same `stopID` again is answered again
/// and changes nothing.
public struct Stop: Hashable, Sendable, BitwiseCopyable {
  public var stopID: UInt16
  public var reason: StopReason
  public init(stopID: UInt16, reason: StopReason) {
    self.stopID = stopID
    self.reason = reason
  }
}

extension Stop: WireBody {
  public static var bodyLength: Int { 4 }

  public func encode(into body: inout Payload) {
    body.setUInt16(0, stopID)
    body.setByte(2, reason.rawValue)
  }

  public init(decoding body: borrowing Payload) throws(FieldRefusal) {
    guard let reason = StopReason(rawValue: body.byte(2)) else {
      throw FieldRefusal(offset: 2)
    }
    try body.requireReserved(3)
    self.init(
      stopID: body.uint16(0),
      reason: reason)
  }
}
