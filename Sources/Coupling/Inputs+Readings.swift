// SPDX-License-Identifier: Apache-2.0
public import DeviceCore
public import Plant

extension Inputs {
  /// Takes over what the sensors of the plant behind an actuator read; the buttons, which no plant has,
  /// stay as they are.
  @inlinable public mutating func take(_ readings: SensorReadings, of actuator: Int = 0) {
    actuators[actuator].take(readings)
    // One supply feeds them all: what the weakest sees is what there is.
    if actuator > 0 {
      supply = min(supply, readings.supply)
      battery = min(battery ?? 1, readings.battery)
    } else {
      supply = readings.supply
      battery = readings.battery
    }
  }
}

extension ActuatorInputs {
  /// Takes over what a plant's sensors read of it.
  @inlinable public mutating func take(_ readings: SensorReadings) {
    head = readings.head
    housing = readings.housing
    current = readings.current
    voltage = readings.driveVoltage
    contactForce = readings.contactForce
    winding = readings.winding
    housingTemperature = readings.housingTemperature
    headTemperature = readings.headTemperature
  }
}
