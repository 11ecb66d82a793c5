// SPDX-License-Identifier: Apache-2.0

/// One record of the fault history; cause 0 means that there is no such record.
public struct FaultRecord: Hashable, Sendable, BitwiseCopyable {
  public var index: UInt8
  public var cause: UInt8
  public var latch: UInt16
  public var clockMilliseconds: UInt32
  public var value: Int32
  public var bootID: UInt32
  public init(
    index: UInt8, cause: UInt8, latch: UInt16, clockMilliseconds: UInt32, value: Int32,
    bootID: UInt32
  ) {
    self.index = index
    self.cause = cause
    self.latch = latch
    self.clockMilliseconds = clockMilliseconds
    self.value = value
    self.bootID = bootID
  }
}

extension FaultRecord: WireBody {
  public static var bodyLength: Int { 16 }

  public func encode(into body: inout Payload) {
    body.setByte(0, index)
    body.setByte(1, cause)
    body.setUInt16(2, latch)
    body.setUInt32(4, clockMilliseconds)
    body.setUInt32(8, UInt32(bitPattern: value))
    body.setUInt32(12, bootID)
  }

  public init(decoding body: borrowing Payload) throws(FieldRefusal) {
    let cause = try body.byte(1, in: 0...16)
    self.init(
      index: body.byte(0),
      cause: cause,
      latch: body.uint16(2),
      clockMilliseconds: body.uint32(4),
      value: Int32(bitPattern: body.uint32(8)),
      bootID: body.uint32(12))
  }
}
