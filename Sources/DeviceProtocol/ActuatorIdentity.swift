// SPDX-License-Identifier: Apache-2.0

/// One actuator's physics, from which a host computes feed-forward and reachable amplitudes.
public struct ActuatorIdentity: Hashable, Sendable, BitwiseCopyable {
  public enum Kind: UInt8, Hashable, Sendable, BitwiseCopyable { case open = 0, regulated = 1 }
  public var actuator: UInt8
  public var kind: Kind
  public var frequencyMinCentihertz: UInt16
  public var frequencyMaxCentihertz: UInt16
  public var amplitudeMaxMicrometers: UInt16
  public var accelerationMaxMilligravities: UInt16
  public var driveMaxTenthMilliamperes: UInt16
  public var movingMassTenthGrams: UInt16
  public var suspensionNewtonsPerMeter: UInt16
  public var dampingCentinewtonSecondsPerMeter: UInt16
  public var forceConstantCentinewtonsPerAmpere: UInt16
  public var resistanceMilliohms: UInt16
  public var travelMicrometers: UInt16
  public var sensorDelayMicroseconds: UInt16
  public var housingMassTenthGrams: UInt16
  public init(
    actuator: UInt8, kind: Kind, frequencyMinCentihertz: UInt16, frequencyMaxCentihertz: UInt16,
    amplitudeMaxMicrometers: UInt16, accelerationMaxMilligravities: UInt16,
    driveMaxTenthMilliamperes: UInt16, movingMassTenthGrams: UInt16,
    suspensionNewtonsPerMeter: UInt16, dampingCentinewtonSecondsPerMeter: UInt16,
    forceConstantCentinewtonsPerAmpere: UInt16, resistanceMilliohms: UInt16,
    travelMicrometers: UInt16, sensorDelayMicroseconds: UInt16, housingMassTenthGrams: UInt16
  ) {
    self.actuator = actuator
    self.kind = kind
    self.frequencyMinCentihertz = frequencyMinCentihertz
    self.frequencyMaxCentihertz = frequencyMaxCentihertz
    self.amplitudeMaxMicrometers = amplitudeMaxMicrometers
    self.accelerationMaxMilligravities = accelerationMaxMilligravities
    self.driveMaxTenthMilliamperes = driveMaxTenthMilliamperes
    self.movingMassTenthGrams = movingMassTenthGrams
    self.suspensionNewtonsPerMeter = suspensionNewtonsPerMeter
    self.dampingCentinewtonSecondsPerMeter = dampingCentinewtonSecondsPerMeter
    self.forceConstantCentinewtonsPerAmpere = forceConstantCentinewtonsPerAmpere
    self.resistanceMilliohms = resistanceMilliohms
    self.travelMicrometers = travelMicrometers
    self.sensorDelayMicroseconds = sensorDelayMicroseconds
    self.housingMassTenthGrams = housingMassTenthGrams
  }
}

extension ActuatorIdentity: WireBody {
  public static var bodyLength: Int { 28 }

  public func encode(into body: inout Payload) {
    body.setByte(0, actuator)
    body.setByte(1, kind.rawValue)
    body.setUInt16(2, frequencyMinCentihertz)
    body.setUInt16(4, frequencyMaxCentihertz)
    body.setUInt16(6, amplitudeMaxMicrometers)
    body.setUInt16(8, accelerationMaxMilligravities)
    body.setUInt16(10, driveMaxTenthMilliamperes)
    body.setUInt16(12, movingMassTenthGrams)
    body.setUInt16(14, suspensionNewtonsPerMeter)
    body.setUInt16(16, dampingCentinewtonSecondsPerMeter)
    body.setUInt16(18, forceConstantCentinewtonsPerAmpere)
    body.setUInt16(20, resistanceMilliohms)
    body.setUInt16(22, travelMicrometers)
    body.setUInt16(24, sensorDelayMicroseconds)
    body.setUInt16(26, housingMassTenthGrams)
  }

  public init(decoding body: borrowing Payload) throws(FieldRefusal) {
    guard let kind = Kind(rawValue: body.byte(1)) else {
      throw FieldRefusal(offset: 1)
    }
    self.init(
      actuator: body.byte(0),
      kind: kind,
      frequencyMinCentihertz: body.uint16(2),
      frequencyMaxCentihertz: body.uint16(4),
      amplitudeMaxMicrometers: body.uint16(6),
      accelerationMaxMilligravities: body.uint16(8),
      driveMaxTenthMilliamperes: body.uint16(10),
      movingMassTenthGrams: body.uint16(12),
      suspensionNewtonsPerMeter: body.uint16(14),
      dampingCentinewtonSecondsPerMeter: body.uint16(16),
      forceConstantCentinewtonsPerAmpere: body.uint16(18),
      resistanceMilliohms: body.uint16(20),
      travelMicrometers: body.uint16(22),
      sensorDelayMicroseconds: body.uint16(24),
      housingMassTenthGrams: body.uint16(26))
  }
}
