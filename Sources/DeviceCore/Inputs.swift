// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What the electronics of one actuator hand to one step.
public struct ActuatorInputs: Sendable, BitwiseCopyable {
  /// Gravity removed.
  public var head = Acceleration.zero
  public var housing = Acceleration.zero
  /// Through the coil, measured.
  public var current = Current.zero
  /// Across the coil.
  public var voltage = Voltage.zero
  public var contactForce = Force.zero
  public var winding = Temperature(celsius: 25)
  public var housingTemperature = Temperature(celsius: 25)
  public var headTemperature = Temperature(celsius: 25)

  public init() {}
}

/// What the electronics hand to one step.
public struct Inputs: Sendable, BitwiseCopyable {
  /// Those that the device does not have are not looked at.
  public var actuators = PerActuator<ActuatorInputs>(repeating: ActuatorInputs())
  public var supply = Voltage(volts: 5)
  /// State of charge, 0 … 1; nil without a battery.
  public var battery: Float?
  /// The hardware stop button is pressed.
  public var stopButton = false
  /// The user's button is pressed.
  public var button = false

  public init() {}
}
