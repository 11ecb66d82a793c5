// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// Everything there is to see of one actuator at one tick.
public struct ActuatorStatus: Hashable, Sendable, BitwiseCopyable {
  public var identity: ActuatorIdentity?
  public var state = DeviceState.selfTest
  public var commandedFrequency = Hertz.zero
  /// Peak to peak, after every limit of the host.
  public var commandedAmplitude = Displacement.zero
  /// What the program asks now, before the limits; peak to peak.
  public var programAmplitude = Displacement.zero
  public var commandedDrive = Current.zero
  public var measuredFrequency = Hertz.zero
  /// Peak to peak.
  public var measuredAmplitude = Displacement.zero
  /// Peak, of the head at the driven frequency.
  public var acceleration = Acceleration.zero
  public var housingAcceleration = Acceleration.zero
  public var measuredDrive = Current.zero
  public var contactForce = Force.zero
  public var contact = false
  public var limiter = EngineLimiter.none
  public var telemetryAge = Interval.zero

  public init() {}

  /// Nothing moves.
  mutating func rest() {
    acceleration = .zero
    housingAcceleration = .zero
    measuredAmplitude = .zero
    measuredDrive = .zero
  }

  mutating func commandNothing() {
    commandedAmplitude = .zero
    commandedDrive = .zero
    programAmplitude = .zero
    limiter = .none
  }
}
