// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities

extension Device {
  /// Once a millisecond: what the drive's amplitude and frequency shall be.
  mutating func shape() {
    peakGuard.recover(now: now)
    switch state {
    case .running, .lifted, .armed:
      guard let arm, let setpoint else {
        drivePeak = 0
        return
      }
      var given = slew.step(
        amplitude: setpoint.amplitude, frequency: setpoint.frequency, now: now)
      // The setpoint was checked at its own frequency; on the way there another cap holds.
      if given.frequency != setpoint.frequency {
        let cap = arm.bounds.amplitudeCap(at: given.frequency)
        if given.amplitude > cap {
          slew.fall(to: cap)
          given.amplitude = cap
        }
      }
      shapedLimits.update(
        amplitude: given.amplitude, frequency: given.frequency,
        accelerationCap: min(arm.bounds.accelerationMax.g, DeviceLimits.accelerationMax))
      drivePeak = peak(setpoint, given.amplitude, most: arm.driveMax)
      synthesiser.set(given.frequency, phase: setpoint.phase)
      settleIdleDrive(setpoint)
    case .ramping:
      let left = 1 - (now - rampBegan).seconds / DeviceLimits.ramp.seconds
      drivePeak = left > 0 ? rampFrom * left : 0
    case .selfTest, .idle, .braking, .latched:
      drivePeak = 0
    }
  }

  private mutating func settleIdleDrive(_ setpoint: ActiveSetpoint) {
    if setpoint.amplitude == .zero && state == .running { state = .armed }
  }

  private mutating func peak(
    _ setpoint: ActiveSetpoint, _ amplitude: Displacement, most: Float
  ) -> Float {
    guard setpoint.amplitude > .zero, setpoint.drive > 0 else {
      flags.remove([.driveAtCap, .derating])
      return 0
    }
    var drive = setpoint.drive * (amplitude.millimeters / setpoint.amplitude.millimeters)
    let cap = min(shapedLimits.safeDrive, most)
    if drive >= cap {
      drive = cap
      flags.insert(.driveAtCap)
    } else {
      flags.remove(.driveAtCap)
    }
    if thermal.share < 1 { flags.insert(.derating) } else { flags.remove(.derating) }
    drive *= thermal.share
    if state == .lifted {
      let radius = amplitude.millimeters * 0.0005 * DeviceLimits.freeAirShare
      drive = min(drive, radius * shapedLimits.freeAirDrivePerMeter)
    }
    return drive > 0 ? drive : 0
  }

  /// The drive of this step.
  mutating func synthesise() -> Drive {
    switch state {
    case .running, .lifted, .ramping:
      synthesiser.advance()
      let peak = drivePeak * peakGuard.share
      guard peak > 0 else {
        commanded = 0
        return .brake
      }
      commanded = peak * synthesiser.cosine
      countEnergised()
      return .current(Current(amperes: commanded))
    case .armed, .braking:
      commanded = 0
      return .brake
    case .selfTest, .idle, .latched:
      commanded = 0
      // Nothing drives it and the switch is open; a shorted coil also calms what the hand does.
      return .brake
    }
  }

  private mutating func countEnergised() {
    clock.addStep(now: now)
    arm?.energised.nanoseconds &+= Int64(DeviceLimits.stepNanoseconds)
  }
}
