// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

// What arming and moving take.
extension Bench {
  var actuator: ActuatorIdentity {
    get throws(Finding) {
      guard let first = actuators.first else { throw .notReached("it has told of no actuator") }
      return first
    }
  }

  /// A frequency in the middle of what hands use, that the first actuator can do, cHz.
  var frequency: UInt16 {
    get throws(Finding) {
      let one = try actuator
      return min(max(4000, one.frequencyMinCentihertz), one.frequencyMaxCentihertz)
    }
  }

  /// The amplitude that reaches an acceleration at a frequency, µm p-p: a / (2π²f²).
  static func amplitude(milligravities: Float, centihertz: UInt16) -> Float {
    let hertz = Float(centihertz) * 0.01
    return milligravities * 9.80665e-3 / (2 * 9.869_604 * hertz * hertz) * 1e6
  }

  /// `[E]` A gentle motion: at most 1 mm p-p, and half of what the device can.
  var gentle: UInt16 {
    get throws(Finding) {
      let one = try actuator
      let most = try min(
        Float(one.amplitudeMaxMicrometers),
        Self.amplitude(
          milligravities: Float(one.accelerationMaxMilligravities), centihertz: frequency))
      return UInt16(min(1000, max(1, most / 2)))
    }
  }

  /// `[E]` An eighth of what the coil may carry, and at most 0.25 A; nothing where the device regulates.
  var gentleDrive: UInt16 {
    get throws(Finding) {
      let one = try actuator
      return one.kind == .regulated ? 0 : min(2500, max(1, one.driveMaxTenthMilliamperes / 8))
    }
  }

  /// An arm of the first actuator with all that it can, for a minute.
  func armRequest() throws(Finding) -> Arm {
    let one = try actuator
    return Arm(
      armID: fresh(), actuatorMask: 1, frequencyMinCentihertz: one.frequencyMinCentihertz,
      frequencyMaxCentihertz: one.frequencyMaxCentihertz,
      amplitudeMaxMicrometers: one.amplitudeMaxMicrometers,
      accelerationMaxMilligravities: one.accelerationMaxMilligravities,
      driveMaxTenthMilliamperes: one.driveMaxTenthMilliamperes, energisedMaxMilliseconds: 60_000,
      endMilliseconds: clock &+ 60_000)
  }

  /// Arms, which has to be granted.
  @discardableResult
  func arm(_ request: Arm? = nil) throws(Finding) -> Arm {
    let asked: Arm
    if let request { asked = request } else { asked = try armRequest() }
    try demand(.arm(asked), .accepted)
    return asked
  }

  /// The newest reading of the device's clock, ms.
  var clock: UInt32 { main.clock ?? 0 }

  /// A gentle setpoint that ends 150 ms after the newest reading of the device's clock.
  func setpoint(_ arm: Arm, life: UInt32 = 150) throws(Finding) -> Setpoint {
    Setpoint(
      armID: arm.armID, validUntilMilliseconds: clock &+ life, actuator: 0,
      frequencyCentihertz: try frequency, phase: 0, amplitudeMicrometers: try gentle,
      driveTenthMilliamperes: try gentleDrive)
  }

  /// Sends a setpoint at each telemetry for so long, and returns what came.
  @discardableResult
  func keep(
    _ arm: Arm, _ milliseconds: UInt32, _ change: (inout Setpoint) -> Void = { _ in }
  ) throws(Finding) -> [Heard] {
    var heard: [Heard] = []
    let from = clock
    let until = main.line.now + .milliseconds(Int64(milliseconds) * (options.isEmulated ? 100 : 5))
    while clock &- from < milliseconds {
      guard let one = try main.pull(until: until) else {
        throw .failed(expected: "telemetry while setpoints come", got: Self.tail(heard))
      }
      heard.append(one)
      guard case .telemetry = one.message else { continue }
      var next = try setpoint(arm)
      change(&next)
      try main.send(.setpoint(next))
    }
    return heard
  }

  /// Arms and drives until the device says that it moves.
  @discardableResult
  func move(_ request: Arm? = nil) throws(Finding) -> Arm {
    let arm = try arm(request)
    let heard = try keep(arm, 300)
    guard let telemetry = main.telemetry, telemetry.isDriven else {
      throw .failed(
        expected: "the state running or lifted, 300 ms after the first valid setpoint",
        got: Self.tail(heard))
    }
    return arm
  }

  /// Sends a setpoint that has to be void in an arm that has moved nothing yet.
  func demandVoid(_ setpoint: Setpoint, number: UInt16? = nil, why: String) throws(Finding) {
    let before = try condition().setpointsVoid
    let number = try main.send(.setpoint(setpoint), number: number)
    let heard = try rest(80)
    let after = try condition()
    try demandStill(heard, "no motion, for the setpoint is void: \(why)")
    guard main.telemetry?.lastSetpoint != number || before < after.setpointsVoid else {
      throw .failed(
        expected: "telemetry does not name setpoint \(number) as accepted: \(why)",
        got: Self.tail(heard))
    }
    guard after.setpointsVoid &- before == 1 else {
      throw .failed(
        expected: "one setpoint more is counted void: \(why)",
        got: ["\(before) before, \(after.setpointsVoid) after", Words.of(.condition(after))])
    }
  }

  /// That nothing heard tells of a drive.
  func demandStill(_ heard: [Heard], _ expected: String) throws(Finding) {
    let moved = heard.filter { one in
      if case .telemetry(let telemetry) = one.message { telemetry.isDriven } else { false }
    }
    guard moved.isEmpty else { throw .failed(expected: expected, got: Self.tail(moved)) }
  }

  /// The events among what was heard.
  static func events(_ heard: [Heard]) -> [Event] {
    heard.compactMap { if case .event(let event) = $0.message { event } else { nil } }
  }

  /// The telemetry of one actuator, or of all where none is named.
  static func telemetries(_ heard: [Heard], of actuator: UInt8? = 0) -> [Telemetry] {
    heard.compactMap { one in
      guard case .telemetry(let one) = one.message, actuator == nil || one.actuator == actuator
      else { return nil }
      return one
    }
  }
}

extension Telemetry {
  /// Whether the coil is driven, by the device's own account.
  var isDriven: Bool {
    switch state {
    case .running, .lifted, .ramping: true
    case .selfTest, .idle, .armed, .braking, .latched: false
    }
  }
}
