// SPDX-License-Identifier: Apache-2.0

/// The slow quantities: heat, supply, latches and what the links counted.
public struct Condition: Hashable, Sendable, BitwiseCopyable {
  public var clockMilliseconds: UInt32 = 0
  public var windingCentidegrees: Int16 = 0
  public var housingCentidegrees: Int16 = 0
  public var headCentidegrees: Int16 = 0
  public var batteryPercent: UInt8 = 255
  public var state: DeviceState = .idle
  public var supplyMillivolts: UInt16 = 0
  public var latches: UInt16 = 0
  public var energisedMilliseconds: UInt32 = 0
  public var framesReceived: UInt32 = 0
  public var framesRefused: UInt32 = 0
  public var setpointsVoid: UInt32 = 0
  public var deratingPermille: UInt16 = 1000
  public var newestLatch: UInt16 = 0
  /// Zero when nothing is latched.
  public var newestLatchCause: UInt8 = 0
  public var faultsRecorded: UInt8 = 0
  public init() {}
}

extension Condition: WireBody {
  public static var bodyLength: Int { 38 }

  public func encode(into body: inout Payload) {
    body.setUInt32(0, clockMilliseconds)
    body.setUInt16(4, UInt16(bitPattern: windingCentidegrees))
    body.setUInt16(6, UInt16(bitPattern: housingCentidegrees))
    body.setUInt16(8, UInt16(bitPattern: headCentidegrees))
    body.setByte(10, batteryPercent)
    body.setByte(11, state.rawValue)
    body.setUInt16(12, supplyMillivolts)
    body.setUInt16(14, latches)
    body.setUInt32(16, energisedMilliseconds)
    body.setUInt32(20, framesReceived)
    body.setUInt32(24, framesRefused)
    body.setUInt32(28, setpointsVoid)
    body.setUInt16(32, deratingPermille)
    body.setUInt16(34, newestLatch)
    body.setByte(36, newestLatchCause)
    body.setByte(37, faultsRecorded)
  }

  public init(decoding body: borrowing Payload) throws(FieldRefusal) {
    guard let state = DeviceState(rawValue: body.byte(11)) else {
      throw FieldRefusal(offset: 11)
    }
    let newestLatchCause = try body.byte(36, in: 0...16)
    self.init()
    self.clockMilliseconds = body.uint32(0)
    self.windingCentidegrees = Int16(bitPattern: body.uint16(4))
    self.housingCentidegrees = Int16(bitPattern: body.uint16(6))
    self.headCentidegrees = Int16(bitPattern: body.uint16(8))
    self.batteryPercent = body.byte(10)
    self.state = state
    self.supplyMillivolts = body.uint16(12)
    self.latches = body.uint16(14)
    self.energisedMilliseconds = body.uint32(16)
    self.framesReceived = body.uint32(20)
    self.framesRefused = body.uint32(24)
    self.setpointsVoid = body.uint32(28)
    self.deratingPermille = body.uint16(32)
    self.newestLatch = body.uint16(34)
    self.newestLatchCause = newestLatchCause
    self.faultsRecorded = body.byte(37)
  }
}
