// SPDX-License-Identifier: Apache-2.0

/// The device's clock when it read the ping with this token.
public struct Pong: Hashable, Sendable, BitwiseCopyable {
  public var token: UInt32
  public var clockMilliseconds: UInt32
  public var clockFractionMicroseconds: UInt16
  public init(token: UInt32, clockMilliseconds: UInt32, clockFractionMicroseconds: UInt16) {
    self.token = token
    self.clockMilliseconds = clockMilliseconds
    self.clockFractionMicroseconds = clockFractionMicroseconds
  }
}

extension Pong: WireBody {
  public static var bodyLength: Int { 10 }

  public func encode(into body: inout Payload) {
    body.setUInt32(0, token)
    body.setUInt32(4, clockMilliseconds)
    body.setUInt16(8, clockFractionMicroseconds)
  }

  public init(decoding body: borrowing Payload) throws(FieldRefusal) {
    let clockFractionMicroseconds = try body.microseconds(8)
    self.init(
      token: body.uint32(0),
      clockMilliseconds: body.uint32(4),
      clockFractionMicroseconds: clockFractionMicroseconds)
  }
}
