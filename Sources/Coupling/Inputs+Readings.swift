// SPDX-License-Identifier: Apache-2.0
public import DeviceCore
public import Plant

extension Inputs {
  /// Takes over what a plant's sensors read; the buttons, which no plant has, stay as they are.
  @inlinable public mutating func take(_ readings: SensorReadings) {
    head = readings.head
    housing = readings.housing
    current = readings.current
    voltage = readings.driveVoltage
    contactForce = readings.contactForce
    winding = readings.winding
    housingTemperature = readings.housingTemperature
    headTemperature = readings.headTemperature
    supply = readings.supply
    battery = readings.battery
  }
}
