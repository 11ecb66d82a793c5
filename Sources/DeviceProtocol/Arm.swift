// SPDX-License-Identifier: Apache-2.0

/// Makes a device ready to move within an envelope until an end. The device takes the tighter of
/// this envelope and its own. `armID` is chosen by the host, never 0, never repeated after a disarm.
/// 0 armID u32 · 4 actuatorMask u8 · 5 reserved u8 = 0 · 6 frequencyMin cHz u16 · 8 frequencyMax cHz u16
/// · 10 amplitudeMax µm p-p u16 · 12 accelerationMax mg peak u16 · 14 driveMax 0.1 mA u16
/// · 16 energisedMax ms u32 · 20 end: device clock ms u32
public struct Arm: Hashable, Sendable, BitwiseCopyable {
  public var armID: UInt32
  public var actuatorMask: UInt8
  public var frequencyMinCentihertz: UInt16
  public var frequencyMaxCentihertz: UInt16
  public var amplitudeMaxMicrometers: UInt16
  public var accelerationMaxMilligravities: UInt16
  public var driveMaxTenthMilliamperes: UInt16
  public var energisedMaxMilliseconds: UInt32
  public var endMilliseconds: UInt32
  public init(
    armID: UInt32, actuatorMask: UInt8, frequencyMinCentihertz: UInt16,
    frequencyMaxCentihertz: UInt16, amplitudeMaxMicrometers: UInt16,
    accelerationMaxMilligravities: UInt16, driveMaxTenthMilliamperes: UInt16,
    energisedMaxMilliseconds: UInt32, endMilliseconds: UInt32
  ) {
    self.armID = armID
    self.actuatorMask = actuatorMask
    self.frequencyMinCentihertz = frequencyMinCentihertz
    self.frequencyMaxCentihertz = frequencyMaxCentihertz
    self.amplitudeMaxMicrometers = amplitudeMaxMicrometers
    self.accelerationMaxMilligravities = accelerationMaxMilligravities
    self.driveMaxTenthMilliamperes = driveMaxTenthMilliamperes
    self.energisedMaxMilliseconds = energisedMaxMilliseconds
    self.endMilliseconds = endMilliseconds
  }
}

extension Arm: WireBody {
  public static var bodyLength: Int { 24 }

  public func encode(into body: inout Payload) {
    body.setUInt32(0, armID)
    body.setByte(4, actuatorMask)
    body.setUInt16(6, frequencyMinCentihertz)
    body.setUInt16(8, frequencyMaxCentihertz)
    body.setUInt16(10, amplitudeMaxMicrometers)
    body.setUInt16(12, accelerationMaxMilligravities)
    body.setUInt16(14, driveMaxTenthMilliamperes)
    body.setUInt32(16, energisedMaxMilliseconds)
    body.setUInt32(20, endMilliseconds)
  }

  public init(decoding body: borrowing Payload) throws(FieldRefusal) {
    let armID = try body.nonZeroUInt32(0)
    let actuatorMask = try body.nonZeroByte(4)
    try body.requireReserved(5)
    self.init(
      armID: armID,
      actuatorMask: actuatorMask,
      frequencyMinCentihertz: body.uint16(6),
      frequencyMaxCentihertz: body.uint16(8),
      amplitudeMaxMicrometers: body.uint16(10),
      accelerationMaxMilligravities: body.uint16(12),
      driveMaxTenthMilliamperes: body.uint16(14),
      energisedMaxMilliseconds: body.uint32(16),
      endMilliseconds: body.uint32(20))
  }
}
