// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

@testable import DeviceCore

/// What a stranger who reads only the messages would allow: drive needs an arm that was granted and
/// a setpoint for it whose life, and the ramp behind it, is not over.
struct Permission {
  private var arm: (request: Arm, transport: Transport)?
  private(set) var until = Instant.zero
  private static var ramp: Interval { .milliseconds(102) }

  mutating func granted(_ request: Arm, _ transport: Transport) {
    arm = (request, transport)
    until = .zero
  }

  mutating func note(_ setpoint: Setpoint, from transport: Transport, now: Instant) {
    guard let arm, arm.request.armID == setpoint.armID, arm.transport == transport else { return }
    let ahead = Int32(bitPattern: setpoint.validUntilMilliseconds &- now.wireMilliseconds)
    guard ahead > 0, ahead <= 300, setpoint.amplitudeMicrometers > 0 else { return }
    guard setpoint.amplitudeMicrometers <= arm.request.amplitudeMaxMicrometers &+ 1,
      setpoint.driveTenthMilliamperes <= arm.request.driveMaxTenthMilliamperes &+ 1,
      setpoint.frequencyCentihertz >= arm.request.frequencyMinCentihertz,
      setpoint.frequencyCentihertz <= arm.request.frequencyMaxCentihertz
    else { return }
    until = max(until, now + .milliseconds(Int64(ahead)) + Permission.ramp)
  }

  /// The arm is over: at most a ramp is left.
  mutating func ended(now: Instant) {
    arm = nil
    until = min(until, now + Permission.ramp)
  }

  mutating func ended(_ transport: Transport, now: Instant) {
    if let arm, arm.transport == transport { ended(now: now) }
  }

  /// Time alone ends an arm whose setpoints ran out.
  mutating func pass(now: Instant) {
    if until > .zero, now >= until { arm = nil }
  }
}
