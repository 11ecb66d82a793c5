// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What the electronics see after one step: noise, quantisation, clipping and sensor faults included.
public struct SensorReadings: Sendable, BitwiseCopyable {
  /// Mean over the step, so half a step old; gravity removed.
  public var head: Acceleration
  public var housing: Acceleration
  public var current: Current
  /// Across the coil.
  public var driveVoltage: Voltage
  public var contactForce: Force
  public var winding: Temperature
  public var housingTemperature: Temperature
  public var headTemperature: Temperature
  /// State of charge, 0 … 1.
  public var battery: Float
  public var supply: Voltage

  @inlinable init(
    head: Acceleration, housing: Acceleration, current: Current, driveVoltage: Voltage,
    contactForce: Force, winding: Temperature, housingTemperature: Temperature,
    headTemperature: Temperature, battery: Float, supply: Voltage
  ) {
    self.head = head
    self.housing = housing
    self.current = current
    self.driveVoltage = driveVoltage
    self.contactForce = contactForce
    self.winding = winding
    self.housingTemperature = housingTemperature
    self.headTemperature = headTemperature
    self.battery = battery
    self.supply = supply
  }
}

/// What is really there; no sensor stands between.
public struct PlantTruth: Sendable, BitwiseCopyable {
  /// Metres from the static equilibrium, positive toward the tissue.
  public var headMeters: Float
  public var headAcceleration: Acceleration
  public var housingAcceleration: Acceleration
  /// Between head and tissue; zero when they are apart.
  public var contactForce: Force
  public var preload: Force
  /// Head against housing from the unloaded position, metres; negative when pressed in.
  public var strokeMeters: Float
  public var current: Current
  public var winding: Temperature
  public var housingTemperature: Temperature
  public var headTemperature: Temperature
  /// State of charge, 0 … 1.
  public var battery: Float
}
