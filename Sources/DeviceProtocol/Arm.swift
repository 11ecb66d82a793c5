// SPDX-License-Identifier: Apache-2.0

/// Makes a device ready to move within an envelope until an end.
///
/// The device takes the tighter of this envelope and its own. The host chooses `armID`: never 0, never
/// one that was used before. Amplitude is peak to peak, acceleration and drive are peak; the end is
/// a reading of the device's clock.
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
