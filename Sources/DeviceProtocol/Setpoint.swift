// SPDX-License-Identifier: Apache-2.0

/// What one actuator shall do until `validUntil`. Void when the arm is not in force, when the moment
/// is past, or when it is more than 300 ms ahead.
/// 0 armID u32 · 4 validUntil device clock ms u32 · 8 actuator u8 · 9 reserved u8 = 0 · 10 frequency cHz u16
/// · 12 phase 1/65536 turn u16 · 14 amplitude µm p-p u16 · 16 drive 0.1 mA peak u16 (open actuators; 0 for regulated)
public struct Setpoint: Hashable, Sendable, BitwiseCopyable {
  public var armID: UInt32
  public var validUntilMilliseconds: UInt32
  public var actuator: UInt8
  public var frequencyCentihertz: UInt16
  public var phase: UInt16
  public var amplitudeMicrometers: UInt16
  public var driveTenthMilliamperes: UInt16
  public init(
    armID: UInt32, validUntilMilliseconds: UInt32, actuator: UInt8, frequencyCentihertz: UInt16,
    phase: UInt16, amplitudeMicrometers: UInt16, driveTenthMilliamperes: UInt16
  ) {
    self.armID = armID
    self.validUntilMilliseconds = validUntilMilliseconds
    self.actuator = actuator
    self.frequencyCentihertz = frequencyCentihertz
    self.phase = phase
    self.amplitudeMicrometers = amplitudeMicrometers
    self.driveTenthMilliamperes = driveTenthMilliamperes
  }
}

extension Setpoint: WireBody {
  public static var bodyLength: Int { 18 }

  public func encode(into body: inout Payload) {
    body.setUInt32(0, armID)
    body.setUInt32(4, validUntilMilliseconds)
    body.setByte(8, actuator)
    body.setUInt16(10, frequencyCentihertz)
    body.setUInt16(12, phase)
    body.setUInt16(14, amplitudeMicrometers)
    body.setUInt16(16, driveTenthMilliamperes)
  }

  public init(decoding body: borrowing Payload) throws(FieldRefusal) {
    let armID = try body.nonZeroUInt32(0)
    try body.requireReserved(9)
    self.init(
      armID: armID,
      validUntilMilliseconds: body.uint32(4),
      actuator: body.byte(8),
      frequencyCentihertz: body.uint16(10),
      phase: body.uint16(12),
      amplitudeMicrometers: body.uint16(14),
      driveTenthMilliamperes: body.uint16(16))
  }
}
