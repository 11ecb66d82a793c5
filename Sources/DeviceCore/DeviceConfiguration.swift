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
  /// The first `actuatorCount` of them are there.
  public var actuators: PerActuator<ActuatorIdentity>
  public private(set) var actuatorCount: Int
  /// The shortest telemetry and setpoint period the device grants, in ms; at least 1.
  public var fastestPeriodMilliseconds: UInt8

  /// - Parameters:
  ///   - actuator: what each of the actuators is; they are numbered from 0.
  ///   - actuatorCount: 1 … `actuatorsMost`.
  public init(
    serial: WireText, model: WireText, firmware: (major: UInt8, minor: UInt8, patch: UInt8),
    flags: IdentityFlags, actuator: ActuatorIdentity, actuatorCount: Int = 1,
    fastestPeriodMilliseconds: UInt8
  ) {
    precondition(actuatorCount >= 1 && actuatorCount <= DeviceConfiguration.actuatorsMost)
    self.serial = serial
    self.model = model
    self.firmware = firmware
    self.flags = flags
    actuators = PerActuator(repeating: actuator)
    for index in 0..<actuatorCount { actuators[index].actuator = UInt8(index) }
    self.actuatorCount = actuatorCount
    self.fastestPeriodMilliseconds = fastestPeriodMilliseconds
  }

  /// The most actuators that this build can drive.
  public static var actuatorsMost: Int { PerActuator<UInt8>.count }

  /// The reference device of control.md §1, calling itself simulated.
  public static func reference(serial: StaticString = "T1", actuators: Int = 1)
    -> DeviceConfiguration
  {
    DeviceConfiguration(
      serial: text(serial), model: text("Tonus reference"), firmware: (0, 1, 0),
      flags: [
        .simulated, .housingAccelerometer, .contactForce, .battery, .stopButton, .secondSwitch,
      ],
      actuator: .reference, actuatorCount: actuators, fastestPeriodMilliseconds: 1)
  }

  /// The first sixteen bytes of `text`.
  public static func text(_ text: StaticString) -> WireText {
    var wire = WireText(repeating: 0)
    text.withUTF8Buffer { bytes in
      for i in 0..<min(16, bytes.count) { unsafe wire[i] = bytes[i] }
    }
    return wire
  }

  /// Bit n is actuator n.
  var actuatorMask: UInt8 { UInt8((1 << actuatorCount) - 1) }
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

  /// The actuator as the regulator's mathematics wants it.
  var model: ActuatorModel {
    ActuatorModel(
      movingMassKilograms: Float(movingMassTenthGrams) * 1e-4,
      suspensionNewtonsPerMeter: Float(suspensionNewtonsPerMeter),
      dampingNewtonSecondsPerMeter: Float(dampingCentinewtonSecondsPerMeter) * 0.01,
      forceConstantNewtonsPerAmpere: Float(forceConstantCentinewtonsPerAmpere) * 0.01,
      resistanceOhms: Float(resistanceMilliohms) * 0.001,
      driveMax: Current(amperes: Float(driveMaxTenthMilliamperes) * 1e-4),
      travel: Displacement(millimeters: Float(travelMicrometers) * 0.001),
      housingMassKilograms: Float(housingMassTenthGrams) * 1e-4,
      sensorDelay: .microseconds(Int64(sensorDelayMicroseconds)))
  }

  /// What the actuator can do, as a set.
  var bounds: Bounds {
    Bounds(
      frequencyMin: Hertz(hertz: Float(frequencyMinCentihertz) * 0.01),
      frequencyMax: Hertz(hertz: Float(frequencyMaxCentihertz) * 0.01),
      amplitudeMax: Displacement(millimeters: Float(amplitudeMaxMicrometers) * 0.001),
      accelerationMax: Acceleration(g: Float(accelerationMaxMilligravities) * 0.001))
  }
}
