// SPDX-License-Identifier: Apache-2.0

extension Control {
  /// What a live stream delivers, as short as it can be said.
  ///
  /// superseded is how many setpoints have given way to newer ones so far.
  public struct Telemetry: Codable, Hashable, Sendable {
    public var phase: String
    public var clockMs: Int
    public var remainingMs: Int
    public var commandedFrequency: Double
    public var commandedAmplitude: Double
    public var measuredFrequency: Double
    public var measuredAmplitude: Double
    public var acceleration: Double
    public var driveMilliamperes: Double
    public var contactForce: Double
    public var contact: Bool
    public var limiter: String
    public var superseded: Int

    public init(
      phase: String, clockMs: Int, remainingMs: Int, commandedFrequency: Double,
      commandedAmplitude: Double, measuredFrequency: Double, measuredAmplitude: Double,
      acceleration: Double, driveMilliamperes: Double, contactForce: Double, contact: Bool,
      limiter: String, superseded: Int
    ) {
      self.phase = phase
      self.clockMs = clockMs
      self.remainingMs = remainingMs
      self.commandedFrequency = commandedFrequency
      self.commandedAmplitude = commandedAmplitude
      self.measuredFrequency = measuredFrequency
      self.measuredAmplitude = measuredAmplitude
      self.acceleration = acceleration
      self.driveMilliamperes = driveMilliamperes
      self.contactForce = contactForce
      self.contact = contact
      self.limiter = limiter
      self.superseded = superseded
    }
  }
}
