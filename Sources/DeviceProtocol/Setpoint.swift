// SPDX-License-Identifier: Apache-2.0

/// What one actuator shall do until `validUntil`.
///
/// Void when the arm is not in force, when the moment is past, or when it is more than 300 ms ahead.
/// Phase is in 1/65536 turn, amplitude peak to peak, drive peak; drive is 0 for a regulated actuator.
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

extension Setpoint {
  /// A setpoint that claims to live longer than this is void, in ms.
  @inlinable public static var longestLife: Int32 { 300 }

  /// How long it has to live at a reading of the device's clock, in ms; nil when it is void, being
  /// past or too far ahead.
  @inlinable public func life(at clockMilliseconds: UInt32) -> Int32? {
    let ahead = Int32(bitPattern: validUntilMilliseconds &- clockMilliseconds)
    return ahead > 0 && ahead <= Self.longestLife ? ahead : nil
  }
}
