// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities
import Regulation

extension Actuator {
  /// From zero in everything: an arm owes nothing to the one before.
  mutating func begin(_ bounds: Bounds, driveMost: Float) {
    self.bounds = bounds
    self.driveMost = driveMost
    motion = .still
    setpoint = nil
    drivePeak = 0
    slew.reset()
    peakGuard.reset()
    shapedLimits.begin()
    suspicion = nil
    impedanceTouches = true
    judge = ContactJudge()
  }

  /// Takes a checked setpoint into force.
  mutating func take(_ checked: ActiveSetpoint) {
    setpoint = checked
    // A fall is not slewed: it counts from this moment and not from the next millisecond.
    if checked.amplitude < slew.amplitude { slew.fall(to: checked.amplitude) }
    if checked.amplitude == .zero { drivePeak = 0 }
    guard motion == .still && checked.amplitude > .zero else { return }
    motion = .driven
    synthesiser.restart(phase: checked.phase)
    lockIn.reset()
    crossCheck.reset()
    overStrokeCycles = 0
    measurement.reset()
  }

  /// A ramp takes it from what it has to nothing.
  mutating func beginRamp() {
    rampFrom = drivePeak
    if motion == .lifted { motion = .driven }
  }

  /// Nothing is asked of it any more; its drive is gone with this.
  mutating func rest() {
    drivePeak = 0
    motion = .still
  }

  /// Once a millisecond of an arm: what the drive's amplitude and frequency shall be.
  mutating func shape(now: Instant) {
    guard let setpoint else {
      drivePeak = 0
      return
    }
    var given = slew.step(amplitude: setpoint.amplitude, frequency: setpoint.frequency, now: now)
    // The setpoint was checked at its own frequency; on the way there another cap holds.
    if given.frequency != setpoint.frequency {
      let cap = bounds.amplitudeCap(at: given.frequency)
      if given.amplitude > cap {
        slew.fall(to: cap)
        given.amplitude = cap
      }
    }
    shapedLimits.update(
      amplitude: given.amplitude, frequency: given.frequency,
      accelerationCap: min(bounds.accelerationMax.g, DeviceLimits.accelerationMax))
    drivePeak = peak(setpoint, given.amplitude)
    synthesiser.set(given.frequency, phase: setpoint.phase)
    if setpoint.amplitude == .zero && motion == .driven { motion = .still }
  }

  private mutating func peak(_ setpoint: ActiveSetpoint, _ amplitude: Displacement) -> Float {
    guard setpoint.amplitude > .zero, setpoint.drive > 0 else {
      flags.remove([.driveAtCap, .derating])
      return 0
    }
    var drive = setpoint.drive * (amplitude.millimeters / setpoint.amplitude.millimeters)
    let cap = min(shapedLimits.safeDrive, driveMost)
    if drive >= cap {
      drive = cap
      flags.insert(.driveAtCap)
    } else {
      flags.remove(.driveAtCap)
    }
    if thermal.share < 1 { flags.insert(.derating) } else { flags.remove(.derating) }
    drive *= thermal.share
    if motion == .lifted {
      let radius = amplitude.millimeters * 0.0005 * DeviceLimits.freeAirShare
      drive = min(drive, radius * shapedLimits.freeAirDrivePerMeter)
    }
    return drive > 0 ? drive : 0
  }

  /// The drive of this step; a coil that nothing drives is shorted, which also calms what the hand
  /// does.
  mutating func synthesise(now: Instant) -> Drive {
    commanded = 0
    guard isSynthesising else { return .brake }
    synthesiser.advance()
    let peak = drivePeak * peakGuard.share
    guard peak > 0 else { return .brake }
    commanded = peak * synthesiser.cosine
    lastDriven = now
    return .current(Current(amperes: commanded))
  }
}
