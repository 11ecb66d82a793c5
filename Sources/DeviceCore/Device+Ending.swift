// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

extension Device {
  /// Ends the arm and every setpoint, and ramps to zero in 100 ms; then the coil is braked.
  ///
  /// The ramp counts from `since`, the moment that called for it: a device that was frozen past it
  /// has no ramp left to give.
  mutating func rampDown(since: Instant? = nil) {
    dropArm()
    switch state {
    case .running, .lifted:
      guard isDriven() else {
        brake()
        return
      }
      for index in indices { actuators[index].beginRamp() }
      rampBegan = since ?? now
      endingBegan = now
      endedMotion = true
      state = .ramping
      deadline = rampBegan + DeviceLimits.ramp
      if now >= deadline { brake() }
    case .armed:
      brake()
    case .selfTest, .idle, .ramping, .braking, .latched:
      break
    }
  }

  /// Ends the arm and brakes the coil in this step.
  mutating func brake() {
    dropArm()
    for index in indices { actuators[index].rest() }
    switch state {
    case .running, .lifted:
      endingBegan = now
      endedMotion = true
      state = .braking
    case .armed:
      endingBegan = now
      endedMotion = false
      state = .braking
    case .ramping:
      state = .braking
    case .selfTest, .idle, .braking, .latched:
      break
    }
  }

  private mutating func isDriven() -> Bool {
    for index in indices where actuators[index].drivePeak > 0 { return true }
    return false
  }

  private mutating func dropArm() {
    arm = nil
    for index in indices { actuators[index].setpoint = nil }
    // A ramp that is under way keeps its end.
    if state != .ramping { deadline = .distantFuture }
  }

  /// Once a millisecond: from ramp to brake, from brake to rest.
  mutating func finishEnding() {
    guard state == .ramping || state == .braking else { return }
    let since = now - endingBegan
    let isStill = state == .braking && hasStoodStill()
    // The second switch does not wait for a standstill that may never come.
    if isStill || since >= DeviceLimits.switchOpensAfter { switchClosed = false }
    if isStill {
      state = latches.isEmpty ? .idle : .latched
    } else if since >= DeviceLimits.standstillWithin && !latches.contains(.standstillFailed) {
      latch(.standstillFailed, value: WireScale.signed32(loudest() * 1000))
    }
  }

  /// Whether none of them has vibrated for long enough, whatever it was told.
  private mutating func hasStoodStill() -> Bool {
    for index in indices where !actuators[index].standstill.isStill(at: now) { return false }
    return true
  }

  /// Whether all of them are off and still.
  mutating func isStill() -> Bool {
    for index in indices where !actuators[index].isStill(at: now) { return false }
    return true
  }

  /// The largest band-limited head sample of the last 20 to 40 ms of any, g.
  mutating func loudest() -> Float {
    var most: Float = 0
    for index in indices { most = max(most, actuators[index].standstill.recent) }
    return most
  }

  /// Sets `deadline` to what ends first.
  mutating func setDeadline() {
    guard let arm else {
      deadline = .distantFuture
      return
    }
    deadline = arm.end
    for index in indices where arm.covers(index) {
      deadline = min(deadline, actuators[index].setpoint?.validUntil ?? arm.unusedUntil)
    }
  }

  /// What ends by time alone; the silence of one actuator ends all.
  mutating func expire() {
    guard let arm else {
      deadline = .distantFuture
      if state == .ramping { brake() }
      return
    }
    var silentSince = Instant.distantFuture
    for index in indices where arm.covers(index) {
      if let setpoint = actuators[index].setpoint {
        silentSince = min(silentSince, setpoint.validUntil)
      } else if now >= arm.unusedUntil {
        post(.silence, cause: 0, latch: 0, value: -1)
        rampDown()
        return
      }
    }
    guard now < silentSince else {
      post(.silence, cause: 0, latch: 0, value: Int32(lastSetpointSequence))
      rampDown(since: silentSince)
      return
    }
    if now >= arm.end {
      post(.armEnded, cause: 0, latch: 0, value: Int32(clamping: arm.energised.milliseconds))
      rampDown(since: arm.end)
    }
  }
}
