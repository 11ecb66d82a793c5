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
      guard drivePeak > 0 else {
        brake()
        return
      }
      rampFrom = drivePeak
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
    drivePeak = 0
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

  private mutating func dropArm() {
    arm = nil
    setpoint = nil
    // A ramp that is under way keeps its end.
    if state != .ramping { deadline = .distantFuture }
  }

  /// Once a millisecond: from ramp to brake, from brake to rest.
  mutating func finishEnding() {
    guard state == .ramping || state == .braking else { return }
    let since = now - endingBegan
    let isStill = state == .braking && standstill.isStill(at: now)
    // The second switch does not wait for a standstill that may never come.
    if isStill || since >= DeviceLimits.switchOpensAfter { switchClosed = false }
    if isStill {
      state = latches.isEmpty ? .idle : .latched
    } else if since >= DeviceLimits.standstillWithin && !latches.contains(.standstillFailed) {
      latch(.standstillFailed, value: WireScale.signed32(standstill.recent * 1000))
    }
  }

  /// Sets `deadline` to what ends first.
  mutating func setDeadline() {
    guard let arm else {
      deadline = .distantFuture
      return
    }
    deadline = min(arm.end, setpoint?.validUntil ?? arm.unusedUntil)
  }

  /// What ends by time alone.
  mutating func expire() {
    guard let arm else {
      deadline = .distantFuture
      if state == .ramping { brake() }
      return
    }
    if let setpoint {
      guard now < setpoint.validUntil else {
        post(.silence, cause: 0, latch: 0, value: Int32(lastSetpointSequence))
        rampDown(since: setpoint.validUntil)
        return
      }
    } else if now >= arm.unusedUntil {
      post(.silence, cause: 0, latch: 0, value: -1)
      rampDown()
      return
    }
    if now >= arm.end {
      post(.armEnded, cause: 0, latch: 0, value: Int32(clamping: arm.energised.milliseconds))
      rampDown(since: arm.end)
    }
  }
}
