// SPDX-License-Identifier: Apache-2.0

extension Control {
  /// A session's curves, ten points a second: each list has one value to a point.
  ///
  /// ms counts from the first point. Commanded is what was asked of the device, measured what it
  /// delivered. second is there when the device had a second actuator; the others are the first one's.
  public struct Curve: Codable, Hashable, Sendable {
    public var ms: [Int]
    public var step: [Int]
    public var commandedFrequency: [Double]
    public var commandedAmplitude: [Double]
    public var measuredFrequency: [Double]
    public var measuredAmplitude: [Double]
    public var acceleration: [Double]
    public var contactForce: [Double]
    public var second: ActuatorCurve?

    public init(
      ms: [Int], step: [Int], commandedFrequency: [Double], commandedAmplitude: [Double],
      measuredFrequency: [Double], measuredAmplitude: [Double], acceleration: [Double],
      contactForce: [Double], second: ActuatorCurve? = nil
    ) {
      self.ms = ms
      self.step = step
      self.commandedFrequency = commandedFrequency
      self.commandedAmplitude = commandedAmplitude
      self.measuredFrequency = measuredFrequency
      self.measuredAmplitude = measuredAmplitude
      self.acceleration = acceleration
      self.contactForce = contactForce
      self.second = second
    }

    /// What the first actuator was asked and did.
    public var first: ActuatorCurve {
      ActuatorCurve(
        commandedFrequency: commandedFrequency, commandedAmplitude: commandedAmplitude,
        measuredFrequency: measuredFrequency, measuredAmplitude: measuredAmplitude,
        acceleration: acceleration, contactForce: contactForce)
    }
  }

  /// The same of one actuator, at the same points.
  public struct ActuatorCurve: Codable, Hashable, Sendable {
    public var commandedFrequency: [Double]
    public var commandedAmplitude: [Double]
    public var measuredFrequency: [Double]
    public var measuredAmplitude: [Double]
    public var acceleration: [Double]
    public var contactForce: [Double]

    public init(
      commandedFrequency: [Double], commandedAmplitude: [Double], measuredFrequency: [Double],
      measuredAmplitude: [Double], acceleration: [Double], contactForce: [Double]
    ) {
      self.commandedFrequency = commandedFrequency
      self.commandedAmplitude = commandedAmplitude
      self.measuredFrequency = measuredFrequency
      self.measuredAmplitude = measuredAmplitude
      self.acceleration = acceleration
      self.contactForce = contactForce
    }
  }
}
