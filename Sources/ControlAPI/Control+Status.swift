// SPDX-License-Identifier: Apache-2.0

extension Control {
  /// The state of a device now.
  ///
  /// Commanded is what the daemon asks, measured what the device delivered. phase is one of idle,
  /// arming, running, lifted, moving, resting, asking, paused, stopping, stopped, ended, interrupted.
  /// pain is the last one reported in the session, 0 to 10. What one actuator does is that of the first;
  /// actuators is there when the device has several, and then tells of each, the first one too.
  public struct Status: Codable, Hashable, Sendable {
    public var device: String
    public var session: String?
    public var phase: String
    public var zone: String?
    public var side: String?
    public var step: Int
    public var steps: Int
    public var prompt: String?
    public var elapsedMs: Int
    public var remainingMs: Int
    public var energisedMs: Int
    public var commandedFrequency: Double
    public var commandedAmplitude: Double
    public var measuredFrequency: Double
    public var measuredAmplitude: Double
    public var acceleration: Double
    public var driveMilliamperes: Double
    public var contactForce: Double
    public var contact: Bool
    public var headCelsius: Double?
    public var housingCelsius: Double?
    public var windingCelsius: Double?
    public var batteryPercent: Int
    public var deviceState: String
    public var latches: [Latch]
    public var limiter: String
    public var reason: String?
    public var standstillMs: Int?
    public var uncertain: String?
    public var pain: Int?
    public var clockMs: Int
    public var actuators: [Actuator]?

    public init(
      device: String, session: String? = nil, phase: String, zone: String? = nil,
      side: String? = nil, step: Int, steps: Int, prompt: String? = nil, elapsedMs: Int,
      remainingMs: Int, energisedMs: Int, commandedFrequency: Double, commandedAmplitude: Double,
      measuredFrequency: Double, measuredAmplitude: Double, acceleration: Double,
      driveMilliamperes: Double, contactForce: Double, contact: Bool, headCelsius: Double? = nil,
      housingCelsius: Double? = nil, windingCelsius: Double? = nil, batteryPercent: Int,
      deviceState: String,
      latches: [Latch], limiter: String, reason: String? = nil, standstillMs: Int? = nil,
      uncertain: String? = nil, pain: Int? = nil, clockMs: Int, actuators: [Actuator]? = nil
    ) {
      self.device = device
      self.session = session
      self.phase = phase
      self.zone = zone
      self.side = side
      self.step = step
      self.steps = steps
      self.prompt = prompt
      self.elapsedMs = elapsedMs
      self.remainingMs = remainingMs
      self.energisedMs = energisedMs
      self.commandedFrequency = commandedFrequency
      self.commandedAmplitude = commandedAmplitude
      self.measuredFrequency = measuredFrequency
      self.measuredAmplitude = measuredAmplitude
      self.acceleration = acceleration
      self.driveMilliamperes = driveMilliamperes
      self.contactForce = contactForce
      self.contact = contact
      self.headCelsius = headCelsius
      self.housingCelsius = housingCelsius
      self.windingCelsius = windingCelsius
      self.batteryPercent = batteryPercent
      self.deviceState = deviceState
      self.latches = latches
      self.limiter = limiter
      self.reason = reason
      self.standstillMs = standstillMs
      self.uncertain = uncertain
      self.pain = pain
      self.clockMs = clockMs
      self.actuators = actuators
    }

    /// What the first actuator does.
    public var first: Actuator {
      actuators?.first
        ?? Actuator(
          actuator: 0, state: deviceState, commandedFrequency: commandedFrequency,
          commandedAmplitude: commandedAmplitude, measuredFrequency: measuredFrequency,
          measuredAmplitude: measuredAmplitude, acceleration: acceleration,
          driveMilliamperes: driveMilliamperes, contactForce: contactForce, contact: contact,
          limiter: limiter)
    }
  }
}
