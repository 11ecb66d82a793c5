// SPDX-License-Identifier: Apache-2.0
import DeviceCore
import DeviceProtocol
import Quantities

/// What a device may do at most, reckoned from what was said, without the device's own code.
struct Promise {
  /// A ramp and the control steps at its ends.
  private static let ramp = Interval.milliseconds(102)
  /// Latches that only taking the power away removes (protocol §9).
  private static let powerCycle =
    LatchCause.selfTestFailed.mask | LatchCause.stuckDrive.mask | LatchCause.standstillFailed.mask

  /// What one actuator may do.
  private struct Hold {
    /// Until when its newest setpoint holds; nil before the first.
    var life: Instant?
    /// Until when there may be drive, ramp included.
    var until = Instant.zero
    /// Since when an amplitude of zero is in force; nil when none is.
    var zero: Instant?
  }

  private var arm: (request: Arm, transport: Transport)?
  private var holds = [Hold](repeating: Hold(), count: World.actuatorsMost)
  private var newest: UInt16?
  /// Whether a setpoint was so close to a limit that the device may judge either way.
  private var isUnsure = false
  private var driveMost: Float = 0
  private var kept: UInt16 = 0

  mutating func granted(_ request: Arm, _ transport: Transport) {
    // The same arm again changes nothing.
    if let arm, arm.request == request { return }
    arm = (request, transport)
    holds = holds.map { _ in Hold() }
    newest = nil
    isUnsure = false
    driveMost = min(2, Float(request.driveMaxTenthMilliamperes) * 1e-4)
  }

  mutating func heard(
    _ message: HostMessage, _ number: UInt16, from transport: Transport, now: Instant
  ) {
    switch message {
    case .setpoint(let setpoint): note(setpoint, number, from: transport, now: now)
    case .stop: ended(now: now)
    case .disarm(let disarm): if disarm.armID == arm?.request.armID { ended(now: now) }
    case .hello: ended(transport, now: now)
    case .arm, .clear, .rates, .ping, .rawRequest, .faultRequest: break
    }
  }

  private mutating func note(
    _ setpoint: Setpoint, _ number: UInt16, from transport: Transport, now: Instant
  ) {
    guard let arm, arm.request.armID == setpoint.armID, arm.transport == transport,
      setpoint.actuator < 8, arm.request.actuatorMask & 1 << setpoint.actuator != 0
    else { return }
    let ahead = Int32(bitPattern: setpoint.validUntilMilliseconds &- now.wireMilliseconds)
    guard ahead > 0, ahead <= 300 else { return }
    if let newest, Int16(bitPattern: number &- newest) < 0, !isUnsure { return }
    let isZero = setpoint.amplitudeMicrometers == 0
    let margin = isZero ? 10 : Self.margin(setpoint, arm.request)
    guard margin >= -3 else { return }
    newest = number
    let end =
      Instant(nanoseconds: now.nanoseconds - now.nanoseconds % 1_000_000)
      + .milliseconds(Int64(ahead))
    if margin <= 3 { isUnsure = true }
    var hold = holds[Int(setpoint.actuator)]
    hold.zero = isZero && !isUnsure ? now : nil
    hold.life = isUnsure ? max(hold.life ?? end, end) : end
    if !isZero { hold.until = isUnsure ? max(hold.until, end + Self.ramp) : end + Self.ramp }
    holds[Int(setpoint.actuator)] = hold
  }

  /// How far a setpoint lies within arm and device, in steps of the wire; negative beyond them.
  private static func margin(_ setpoint: Setpoint, _ arm: Arm) -> Float {
    let own = ActuatorIdentity.reference
    let frequency = Float(setpoint.frequencyCentihertz)
    let acceleration = Float(
      min(arm.accelerationMaxMilligravities, own.accelerationMaxMilligravities))
    // a / (2π²f²), peak to peak.
    let hertz = frequency * 0.01
    let reach = acceleration * 9.80665e-3 / (19.739_209 * hertz * hertz) * 1e6
    let amplitude = min(
      reach, Float(min(arm.amplitudeMaxMicrometers, own.amplitudeMaxMicrometers)))
    let drive = Float(min(arm.driveMaxTenthMilliamperes, own.driveMaxTenthMilliamperes))
    return [
      frequency - Float(max(arm.frequencyMinCentihertz, own.frequencyMinCentihertz)),
      Float(min(arm.frequencyMaxCentihertz, own.frequencyMaxCentihertz)) - frequency,
      amplitude + 1 - Float(setpoint.amplitudeMicrometers),
      drive + 1 - Float(setpoint.driveTenthMilliamperes),
    ].min() ?? 0
  }

  /// The arm is over: at most a ramp is left.
  mutating func ended(now: Instant) {
    arm = nil
    for index in holds.indices {
      holds[index].zero = nil
      holds[index].until = min(holds[index].until, now + Self.ramp)
    }
  }

  mutating func ended(_ transport: Transport, now: Instant) {
    if arm?.transport == transport { ended(now: now) }
  }

  /// Time alone ends an arm one of whose actuators' setpoints ran out, for all of them.
  mutating func pass(now: Instant) {
    guard arm != nil, !isUnsure else { return }
    if holds.contains(where: { $0.life.map { now >= $0 } ?? false }) { ended(now: now) }
  }

  mutating func reset(_ cause: ResetCause) {
    arm = nil
    holds = holds.map { _ in Hold() }
    if cause == .powerOn { kept = 0 }
  }

  /// No interlock is forgotten, and none is passed by.
  mutating func check(_ device: borrowing Device) {
    let latches = device.latchMask
    precondition(latches & kept == kept)
    kept |= latches & Self.powerCycle
    switch device.state {
    case .armed, .running, .lifted: precondition(latches == 0)
    case .idle: precondition(latches == 0)
    case .selfTest, .ramping, .braking, .latched: break
    }
  }

  /// A stop leaves nothing armed, whatever its number.
  func checkStopped(_ device: borrowing Device) {
    switch device.state {
    case .armed, .running, .lifted: preconditionFailure("armed after a stop")
    case .selfTest, .idle, .ramping, .braking, .latched: break
    }
  }

  /// Drive has a permission, and keeps within it.
  func check(_ outputs: Outputs, _ currents: [Float], _ state: DeviceState, now: Instant) {
    switch state {
    case .running, .lifted, .ramping: break
    case .selfTest, .idle, .armed, .braking, .latched: precondition(currents.allSatisfy { $0 == 0 })
    }
    switch state {
    case .selfTest, .idle, .latched: precondition(!outputs.powerSwitchClosed)
    case .armed, .running, .lifted, .ramping, .braking: break
    }
    for (hold, current) in zip(holds, currents) where current != 0 {
      // Whatever ends the arm ramps down; while it stands, zero takes the drive away.
      if let zero = hold.zero { precondition(now - zero <= .milliseconds(2)) }
      precondition(now < hold.until && outputs.powerSwitchClosed)
      precondition(current.magnitude <= driveMost + 1e-4)
    }
  }
}
