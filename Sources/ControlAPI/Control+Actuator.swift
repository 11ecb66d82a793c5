// SPDX-License-Identifier: Apache-2.0

extension Control {
  /// What one of several actuators does, counted from 0.
  public struct Actuator: Codable, Hashable, Sendable {
    public var actuator: Int
    public var state: String
    public var commandedFrequency: Double
    public var commandedAmplitude: Double
    public var measuredFrequency: Double
    public var measuredAmplitude: Double
    public var acceleration: Double
    public var driveMilliamperes: Double
    public var contactForce: Double
    public var contact: Bool
    public var limiter: String

    public init(
      actuator: Int, state: String, commandedFrequency: Double, commandedAmplitude: Double,
      measuredFrequency: Double, measuredAmplitude: Double, acceleration: Double,
      driveMilliamperes: Double, contactForce: Double, contact: Bool, limiter: String
    ) {
      self.actuator = actuator
      self.state = state
      self.commandedFrequency = commandedFrequency
      self.commandedAmplitude = commandedAmplitude
      self.measuredFrequency = measuredFrequency
      self.measuredAmplitude = measuredAmplitude
      self.acceleration = acceleration
      self.driveMilliamperes = driveMilliamperes
      self.contactForce = contactForce
      self.contact = contact
      self.limiter = limiter
    }
  }
}
