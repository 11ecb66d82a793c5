// SPDX-License-Identifier: Apache-2.0

/// Something that happened, as it happens.
public struct Event: Hashable, Sendable, BitwiseCopyable {
  public enum Code: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
    case buttonPressed = 1
    case contactLost = 2
    case contactRegained = 3
    /// A latch has formed; cause and number say which, value carries the measured quantity.
    case latched = 4
    case cleared = 5
    /// A setpoint's life ended without a renewal: ramped down and disarmed.
    case silence = 6
    /// The arm's end was reached.
    case armEnded = 7
    case selfTestPassed = 8
    case reset = 9
    case buttonReleased = 10
  }
  public var clockMilliseconds: UInt32
  public var code: Code
  public var cause: UInt8
  public var latch: UInt16
  public var value: Int32
  public init(clockMilliseconds: UInt32, code: Code, cause: UInt8, latch: UInt16, value: Int32) {
    self.clockMilliseconds = clockMilliseconds
    self.code = code
    self.cause = cause
    self.latch = latch
    self.value = value
  }
}

extension Event: WireBody {
  public static var bodyLength: Int { 12 }

  public func encode(into body: inout Payload) {
    body.setUInt32(0, clockMilliseconds)
    body.setByte(4, code.rawValue)
    body.setByte(5, cause)
    body.setUInt16(6, latch)
    body.setUInt32(8, UInt32(bitPattern: value))
  }

  public init(decoding body: borrowing Payload) throws(FieldRefusal) {
    guard let code = Code(rawValue: body.byte(4)) else {
      throw FieldRefusal(offset: 4)
    }
    let cause = try body.byte(5, in: 0...16)
    self.init(
      clockMilliseconds: body.uint32(0),
      code: code,
      cause: cause,
      latch: body.uint16(6),
      value: Int32(bitPattern: body.uint32(8)))
  }
}
