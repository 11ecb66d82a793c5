// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

@testable import DeviceCore

/// What a stranger who reads only the messages would allow: drive needs an arm that was granted and
/// a setpoint for it whose life, and the ramp behind it, is not over.
struct Permission {
  private var arm: (request: Arm, transport: Transport)?
  /// When the life of the newest setpoint that was taken ends; zero when none was.
  private var life = Instant.zero
  private(set) var until = Instant.zero
  private static var ramp: Interval { .milliseconds(102) }

  mutating func granted(_ request: Arm, _ transport: Transport) {
    arm = (request, transport)
    until = .zero
    life = .zero
  }

  /// - Parameter taken: whether the device did not count it as void; what it must not take allows
  ///   nothing all the same.
  mutating func note(
    _ setpoint: Setpoint, from transport: Transport, now: Instant, taken: Bool
  ) {
    guard taken, let arm, arm.request.armID == setpoint.armID, arm.transport == transport else {
      return
    }
    let ahead = Int32(bitPattern: setpoint.validUntilMilliseconds &- now.wireMilliseconds)
    guard ahead > 0, ahead <= 300 else { return }
    guard setpoint.amplitudeMicrometers > 0 else {
      // The drive is gone at once; the arm lives on.
      (life, until) = (now + .milliseconds(Int64(ahead)), now)
      return
    }
    guard Int(setpoint.amplitudeMicrometers) <= Int(arm.request.amplitudeMaxMicrometers) + 1,
      Int(setpoint.driveTenthMilliamperes) <= Int(arm.request.driveMaxTenthMilliamperes) + 1,
      setpoint.frequencyCentihertz >= arm.request.frequencyMinCentihertz,
      setpoint.frequencyCentihertz <= arm.request.frequencyMaxCentihertz
    else { return }
    life = now + .milliseconds(Int64(ahead))
    until = life + Permission.ramp
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
    if life > .zero, now >= life { arm = nil }
  }
}
