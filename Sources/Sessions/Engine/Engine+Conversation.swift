// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities
import Regulation

extension Engine {
  /// The protocol's major version this host speaks.
  public static var major: UInt8 { 1 }
  /// The protocol's minor version.
  public static var minor: UInt8 { 0 }
  static var helloEvery: Interval { .milliseconds(200) }
  static var pingEvery: Interval { .milliseconds(250) }
  static var pingFirstEvery: Interval { .milliseconds(5) }
  /// Enough exchanges for the shortest of them to be near the floor of the round trip.
  static var pongsWanted: UInt8 { 4 }
  /// A ready device that says nothing for this long is greeted anew.
  static var deafAfter: Interval { .seconds(Int64(1)) }
  /// What is asked of the link for telemetry and setpoints, ms; a device that is slower grants less.
  static var periodMilliseconds: UInt8 { 1 }
  /// What is asked of the link for its condition, in steps of 10 ms.
  static var conditionPeriodCentiseconds: UInt8 { 10 }

  /// Greets, relates the clocks, negotiates rates, and keeps the relation alive.
  mutating func converse(_ outbox: inout EngineOutbox) {
    switch talk.stage {
    case .absent, .quarantined:
      return
    case .hello:
      if !talk.hasGreeted || now - talk.helloSent >= Self.helloEvery { greet(&outbox) }
    case .clock:
      ping(every: Self.pingFirstEvery, &outbox)
      if talk.pongs >= Self.pongsWanted {
        talk.enter(.rates, at: now)
      } else if now - talk.stageBegan >= Self.deafAfter {
        greetAgain(&outbox)
      }
    case .rates:
      negotiate(&outbox)
    case .ready:
      ping(every: Self.pingEvery, &outbox)
      if now - talk.lastHeard >= Self.deafAfter { greetAgain(&outbox) }
    }
  }

  mutating func forgetMeasurements() {
    for index in controls.indices { controls[index].watch.reset() }
  }

  mutating func greetAgain(_ outbox: inout EngineOutbox) {
    talk.forget()
    forgetMeasurements()
    courier.settle()
    talk.enter(.hello, at: now)
  }

  private mutating func greet(_ outbox: inout EngineOutbox) {
    guard outbox.acceptsOther else { return }
    talk.nonce &+= 1
    talk.helloSent = now
    talk.hasGreeted = true
    let hello = Hello(major: Self.major, minor: Self.minor, nonce: talk.nonce)
    outbox.flushSetpoints = true
    outbox.send(.hello(hello), sequence: courier.number())
  }

  private mutating func ping(every period: Interval, _ outbox: inout EngineOutbox) {
    // One ping is out at a time; one that was lost is given up after the longest round trip.
    let wait = talk.isPinging ? max(period, ClockRelation.longestRoundTrip) : period
    guard now - talk.pingSent >= wait, outbox.acceptsOther else { return }
    talk.pingToken &+= 1
    talk.pingSent = now
    talk.isPinging = true
    outbox.send(.ping(Ping(token: talk.pingToken)), sequence: courier.number())
  }

  private mutating func negotiate(_ outbox: inout EngineOutbox) {
    ping(every: Self.pingFirstEvery, &outbox)
    if courier.becomesUncertain(at: now) {
      // Asking again has the same effect as having been heard, so that is how it is resolved.
      note(.command(.rates, .uncertain), &outbox)
      courier.settle()
    }
    if now - talk.stageBegan >= Self.deafAfter { return greetAgain(&outbox) }
    guard !courier.isBusy, outbox.acceptsOther else { return }
    let period = max(Self.periodMilliseconds, talk.identity?.fastestPeriodMilliseconds ?? 0)
    let rates = Rates(
      telemetryPeriodMilliseconds: period, setpointPeriodMilliseconds: period,
      conditionPeriodCentiseconds: Self.conditionPeriodCentiseconds, measurement: false)
    let sequence = courier.number()
    courier.expect(.rates, sequence: sequence, at: now)
    outbox.send(.rates(rates), sequence: sequence)
  }

  mutating func met(_ identity: Identity, _ outbox: inout EngineOutbox) {
    guard talk.stage == .hello else {
      // Nobody greeted it: it has restarted and introduces itself.
      if talk.stage != .absent, talk.stage != .quarantined, identity.bootID != talk.bootID {
        deviceRestarted(&outbox)
      }
      return
    }
    guard talk.hasGreeted, identity.nonce == talk.nonce else { return }
    guard identity.major == Self.major else {
      // Kept, so that people can be told which version it is.
      talk.identity = identity
      return quarantine(.version, &outbox)
    }
    guard talk.expects(identity) else { return quarantine(.serialNumber, &outbox) }
    guard identity.actuators >= 1 else { return quarantine(.identity, &outbox) }
    talk.identity = identity
    settleIdentity(&outbox)
  }

  mutating func met(_ actuator: ActuatorIdentity, _ outbox: inout EngineOutbox) {
    let index = Int(actuator.actuator)
    guard talk.stage == .hello, index < Self.actuatorsMost else { return }
    guard actuator.isPossible else { return quarantine(.identity, &outbox) }
    talk.actuators[index] = actuator
    settleIdentity(&outbox)
  }

  private mutating func settleIdentity(_ outbox: inout EngineOutbox) {
    guard let identity = talk.identity else { return }
    let count = min(Int(identity.actuators), Self.actuatorsMost)
    for index in 0..<count where talk.actuators[index] == nil { return }
    actuatorCount = count
    for index in indices {
      guard let actuator = talk.actuators[index] else { return }
      controls[index].know(actuator)
    }
    if let known = talk.bootID, known != identity.bootID, isSessionActive {
      interrupt(.deviceReset, .fault, &outbox)
    }
    talk.bootID = identity.bootID
    note(.identified(bootID: identity.bootID, resetCause: identity.resetCause), &outbox)
    talk.enter(.clock, at: now)
  }

  mutating func deviceRestarted(_ outbox: inout EngineOutbox) {
    if isSessionActive { interrupt(.deviceReset, .fault, &outbox) }
    greetAgain(&outbox)
  }

  /// Stops, and believes nothing any more until the link comes up anew.
  mutating func quarantine(_ reason: QuarantineReason, _ outbox: inout EngineOutbox) {
    guard talk.stage != .quarantined else { return }
    status.quarantine = reason
    note(.quarantined(reason), &outbox)
    if isSessionActive {
      interrupt(.deviceNonsense, .fault, &outbox)
    } else if reason != .version && reason != .identity && reason != .serialNumber {
      // What moves without being armed is told to stop, whatever it says about itself.
      beginStop(.fault, &outbox)
    }
    courier.settle()
    talk.enter(.quarantined, at: now)
  }
}

extension ActuatorIdentity {
  /// Physics that a feed-forward can be computed from.
  var isPossible: Bool {
    frequencyMinCentihertz > 0 && frequencyMinCentihertz < frequencyMaxCentihertz
      && amplitudeMaxMicrometers > 0 && accelerationMaxMilligravities > 0
      && driveMaxTenthMilliamperes > 0 && movingMassTenthGrams > 0
      && forceConstantCentinewtonsPerAmpere > 0 && travelMicrometers > 0
  }

  /// The device's own ranges as an envelope.
  public var bounds: Bounds {
    Bounds(
      frequencyMin: Hertz(hertz: Float(frequencyMinCentihertz) * 0.01),
      frequencyMax: Hertz(hertz: Float(frequencyMaxCentihertz) * 0.01),
      amplitudeMax: Displacement(millimeters: Float(amplitudeMaxMicrometers) * 0.001),
      accelerationMax: Acceleration(g: Float(accelerationMaxMilligravities) * 0.001))
  }
}
