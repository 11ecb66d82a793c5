// SPDX-License-Identifier: Apache-2.0

/// The answer to a stop.
///
/// Sent at once as `stopping`, again as `confirmed` when standstill has been measured, or as
/// `unconfirmed` one second after the stop. Times count from when the stop was read.
public struct Standstill: Hashable, Sendable, BitwiseCopyable {
  public enum Phase: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
    case stopping = 0
    case confirmed = 1
    case unconfirmed = 2
  }
  public var stopID: UInt16
  public var phase: Phase
  public var clockMilliseconds: UInt32
  public var endedMilliseconds: UInt16
  public var confirmedMilliseconds: UInt16
  public var residualMilligravities: UInt16
  public var latch: UInt16
  public init(
    stopID: UInt16, phase: Phase, clockMilliseconds: UInt32, endedMilliseconds: UInt16,
    confirmedMilliseconds: UInt16, residualMilligravities: UInt16, latch: UInt16
  ) {
    self.stopID = stopID
    self.phase = phase
    self.clockMilliseconds = clockMilliseconds
    self.endedMilliseconds = endedMilliseconds
    self.confirmedMilliseconds = confirmedMilliseconds
    self.residualMilligravities = residualMilligravities
    self.latch = latch
  }
}

extension Standstill: WireBody {
  public static var bodyLength: Int { 16 }

  public func encode(into body: inout Payload) {
    body.setUInt16(0, stopID)
    body.setByte(2, phase.rawValue)
    body.setUInt32(4, clockMilliseconds)
    body.setUInt16(8, endedMilliseconds)
    body.setUInt16(10, confirmedMilliseconds)
    body.setUInt16(12, residualMilligravities)
    body.setUInt16(14, latch)
  }

  public init(decoding body: borrowing Payload) throws(FieldRefusal) {
    guard let phase = Phase(rawValue: body.byte(2)) else {
      throw FieldRefusal(offset: 2)
    }
    try body.requireReserved(3)
    self.init(
      stopID: body.uint16(0),
      phase: phase,
      clockMilliseconds: body.uint32(4),
      endedMilliseconds: body.uint16(8),
      confirmedMilliseconds: body.uint16(10),
      residualMilligravities: body.uint16(12),
      latch: body.uint16(14))
  }
}
