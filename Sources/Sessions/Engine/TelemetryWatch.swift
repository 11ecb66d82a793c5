// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities
import Regulation

/// What was measured last, how old it is, and whether it can be true.
struct TelemetryWatch: Sendable, BitwiseCopyable {
  /// What one telemetry message amounts to.
  enum Verdict: Sendable, BitwiseCopyable {
    case fresh
    /// Older than, or as old as, what is known: a duplicate or a buffered frame.
    case stale
    case nonsense(QuarantineReason)
  }

  /// So many impossible messages in a row, and the device is not believed any more.
  static var nonsenseLimit: UInt8 { 5 }
  /// A contradiction has to last this long: one frame may straddle a change.
  static var contradictionLimit: Interval { .milliseconds(200) }

  private(set) var latest = Telemetry()
  private(set) var hasTelemetry = false
  /// The device's clock, carried over to the host's, at the newest telemetry.
  private(set) var measuredAt = Instant.zero
  private var nonsense: UInt8 = 0
  private var backwards: UInt8 = 0
  private var contradictionSince: Instant?
  private var sensorSince: Instant?
  /// Of the commanded drive against what the device makes of it.
  private var follow = DriveFollow()

  mutating func reset() { self = TelemetryWatch() }

  /// Takes in one message; `deviceNow` is the device's clock by the clock relation.
  mutating func take(
    _ telemetry: Telemetry, deviceNow: UInt32, received: Instant, actuator: ActuatorIdentity
  ) -> Verdict {
    let ahead = Int32(bitPattern: telemetry.clockMilliseconds &- deviceNow)
    // The relation is good to half a round trip of at most 200 ms.
    if ahead > 150 { return count(.clock) }
    if hasTelemetry {
      let step = Int32(bitPattern: telemetry.clockMilliseconds &- latest.clockMilliseconds)
      if step < 0
        || (step == 0
          && telemetry.clockFractionMicroseconds <= latest.clockFractionMicroseconds)
      {
        if step < -1000 {
          backwards += 1
          if backwards >= Self.nonsenseLimit {
            backwards = 0
            return .nonsense(.clock)
          }
        }
        return .stale
      }
    }
    backwards = 0
    guard Self.isPossible(telemetry, actuator) else { return count(.measurement) }
    nonsense = 0
    latest = telemetry
    hasTelemetry = true
    if telemetry.flags.contains(.fresh) { follow.take(telemetry, at: received) }
    measuredAt = received - .milliseconds(Int64(max(0, -ahead)))
    return .fresh
  }

  /// Takes in a message of an actuator that the device does not have.
  mutating func refuse() -> Verdict { count(.measurement) }

  private mutating func count(_ reason: QuarantineReason) -> Verdict {
    nonsense += 1
    guard nonsense >= Self.nonsenseLimit else { return .stale }
    nonsense = 0
    return .nonsense(reason)
  }

  private static func isPossible(_ t: Telemetry, _ actuator: ActuatorIdentity) -> Bool {
    guard t.actuator == actuator.actuator, t.clockFractionMicroseconds < 1000 else { return false }
    // A lock-in over more than half a second or older than that does not belong to this device.
    if t.flags.contains(.fresh) {
      guard t.windowTenMicroseconds <= 50_000, t.ageTenMicroseconds <= 50_000 else {
        return false
      }
    }
    if t.state == .running || t.state == .lifted {
      let highest = UInt32(actuator.frequencyMaxCentihertz) * 5 / 4
      guard UInt32(t.frequencyCentihertz) <= highest else { return false }
    }
    // Twice the largest current the actuator declares cannot flow; wire step 0.1 mA.
    let largest = Float(actuator.driveMaxTenthMilliamperes) * 2
    let i = Float(t.current.inPhase)
    let q = Float(t.current.quadrature)
    return i * i + q * q <= largest * largest
  }

  /// The state contradicts the current, or a disarmed device drives, for too long.
  mutating func contradicts(armed: Bool, now: Instant) -> QuarantineReason? {
    let i = Float(latest.current.inPhase)
    let q = Float(latest.current.quadrature)
    // 0.3 A of coil current while the device says that it is still.
    let flowing = i * i + q * q > 9e6
    let still: Bool
    let moving: Bool
    switch latest.state {
    case .selfTest, .idle, .latched:
      still = true
      moving = false
    case .armed, .running, .lifted:
      still = false
      moving = true
    case .ramping, .braking:
      still = false
      moving = false
    }
    let contradiction = (still && flowing) || (moving && !armed)
    // What was true a while ago contradicts nothing that happened since.
    guard contradiction, age(at: now) < Limits.telemetryFreezes else {
      contradictionSince = nil
      return nil
    }
    let since = contradictionSince ?? now
    contradictionSince = since
    guard now - since >= Self.contradictionLimit else { return nil }
    return still ? .measurement : .state
  }

  /// The device's own sensor flags have been up for 200 ms: never open-loop on a body.
  mutating func sensorFails(now: Instant) -> Bool {
    guard latest.flags.contains(.sensorFault) || latest.flags.contains(.headSaturated) else {
      sensorSince = nil
      return false
    }
    let since = sensorSince ?? now
    sensorSince = since
    return now - since >= Self.contradictionLimit
  }

  mutating func beginFollowing() { follow = DriveFollow() }

  /// Whether the device does, and measures, what it is told.
  mutating func follows(
    _ commanded: Current, _ amplitude: Displacement, model: ActuatorModel, now: Instant
  ) -> DriveFollow.Verdict {
    follow.judge(commanded, amplitude, state: latest.state, model: model, now: now)
  }

  func age(at now: Instant) -> Interval {
    hasTelemetry ? now - measuredAt : .seconds(Int64(3600))
  }
}
