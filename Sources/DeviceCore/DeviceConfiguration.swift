// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities
import Regulation

/// Who a device says it is and what it is made of.
public struct DeviceConfiguration: Sendable, BitwiseCopyable {
  public var serial: WireText
  public var model: WireText
  public var firmware: (major: UInt8, minor: UInt8, patch: UInt8)
  public var flags: IdentityFlags
  public var actuator: ActuatorIdentity
  /// The shortest telemetry and setpoint period the device grants, in ms; at least 1.
  public var fastestPeriodMilliseconds: UInt8

  public init(
    serial: WireText, model: WireText, firmware: (major: UInt8, minor: UInt8, patch: UInt8),
    flags: IdentityFlags, actuator: ActuatorIdentity, fastestPeriodMilliseconds: UInt8
  ) {
    self.serial = serial
    self.model = model
    self.firmware = firmware
    self.flags = flags
    self.actuator = actuator
    self.fastestPeriodMilliseconds = fastestPeriodMilliseconds
  }

  /// The reference device of control.md §1, calling itself simulated.
  public static func reference(serial: StaticString = "T1") -> DeviceConfiguration {
    DeviceConfiguration(
      serial: text(serial), model: text("Tonus reference"), firmware: (0, 1, 0),
      flags: [
        .simulated, .housingAccelerometer, .contactForce, .battery, .stopButton, .secondSwitch,
      ],
      actuator: .reference, fastestPeriodMilliseconds: 1)
  }

  /// The first sixteen bytes of `text`.
  public static func text(_ text: StaticString) -> WireText {
    var wire = WireText(repeating: 0)
    text.withUTF8Buffer { bytes in
      for i in 0..<min(16, bytes.count) { unsafe wire[i] = bytes[i] }
    }
    return wire
  }

  /// The actuator as the regulator's mathematics wants it.
  var actuatorModel: ActuatorModel {
    ActuatorModel(
      movingMassKilograms: Float(actuator.movingMassTenthGrams) * 1e-4,
      suspensionNewtonsPerMeter: Float(actuator.suspensionNewtonsPerMeter),
      dampingNewtonSecondsPerMeter: Float(actuator.dampingCentinewtonSecondsPerMeter) * 0.01,
      forceConstantNewtonsPerAmpere: Float(actuator.forceConstantCentinewtonsPerAmpere) * 0.01,
      resistanceOhms: Float(actuator.resistanceMilliohms) * 0.001,
      driveMax: Current(amperes: Float(actuator.driveMaxTenthMilliamperes) * 1e-4),
      travel: Displacement(millimeters: Float(actuator.travelMicrometers) * 0.001),
      housingMassKilograms: Float(actuator.housingMassTenthGrams) * 1e-4,
      sensorDelay: .microseconds(Int64(actuator.sensorDelayMicroseconds)))
  }

  /// What the actuator can do, as a set.
  var bounds: Bounds {
    Bounds(
      frequencyMin: Hertz(hertz: Float(actuator.frequencyMinCentihertz) * 0.01),
      frequencyMax: Hertz(hertz: Float(actuator.frequencyMaxCentihertz) * 0.01),
      amplitudeMax: Displacement(millimeters: Float(actuator.amplitudeMaxMicrometers) * 0.001),
      accelerationMax: Acceleration(g: Float(actuator.accelerationMaxMilligravities) * 0.001))
  }
}

extension ActuatorIdentity {
  /// One open voice coil: 0.08 kg on 2000 N/m and 3 N·s/m, 8 N/A, 3 Ω, 2 A, ±10 mm, housing 0.35 kg.
  public static var reference: ActuatorIdentity {
    ActuatorIdentity(
      actuator: 0, kind: .open, frequencyMinCentihertz: 1000, frequencyMaxCentihertz: 15000,
      amplitudeMaxMicrometers: 4000, accelerationMaxMilligravities: 10000,
      driveMaxTenthMilliamperes: 20000, movingMassTenthGrams: 800, suspensionNewtonsPerMeter: 2000,
      dampingCentinewtonSecondsPerMeter: 300, forceConstantCentinewtonsPerAmpere: 800,
      resistanceMilliohms: 3000, travelMicrometers: 10000, sensorDelayMicroseconds: 125,
      housingMassTenthGrams: 3500)
  }
}
