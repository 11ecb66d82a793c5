// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities
import Regulation

extension Device {
  /// Once a millisecond: lifted, regained, or lifted for too long.
  mutating func followContact() {
    switch state {
    case .running:
      if !configuration.flags.contains(.contactForce) { judgeByImpedance() }
      if !isTouching() && drivePeak > 0 { enterLifted() }
    case .lifted:
      followLifted()
    case .selfTest, .idle, .armed, .ramping, .braking, .latched:
      break
    }
  }

  /// Over the cap: the drive is gone in this sample.
  ///
  /// A head in free air is `lifted`; one that still
  /// touches 60 ms later was no lift-off, and latches.
  mutating func brakeOverCap(_ level: Float) {
    guard state == .running else {
      fault(.overAcceleration, value: WireScale.signed32(level * 1000))
      return
    }
    peakGuard.shut(cycle: shapedLimits.cycle, now: now)
    suspicion = Suspicion(until: now + DeviceLimits.liftProof, level: level)
    enterLifted()
  }

  /// Whether the head is on something, by the force sensor or by what the drive meets.
  mutating func isTouching() -> Bool {
    configuration.flags.contains(.contactForce) ? contact.isTouching : impedanceTouches
  }

  private mutating func enterLifted() {
    state = .lifted
    liftedSince = now
    post(.contactLost, cause: 0, latch: 0, value: WireScale.signed32(contact.force * 100))
  }

  private mutating func followLifted() {
    if !configuration.flags.contains(.contactForce) { judgeByImpedance() }
    if let suspect = suspicion {
      if !isTouching() {
        suspicion = nil
      } else if now >= suspect.until {
        fault(.overAcceleration, value: WireScale.signed32(suspect.level * 1000))
      }
      return
    }
    if isTouching() {
      state = .running
      slew.fall(to: slew.amplitude * DeviceLimits.freeAirShare)
      post(.contactRegained, cause: 0, latch: 0, value: WireScale.signed32(contact.force * 100))
    } else if now - liftedSince >= DeviceLimits.lifted {
      rampFault(.liftedTooLong, value: Int32(clamping: (now - liftedSince).milliseconds))
    }
  }

  /// Without a force sensor: by what the tissue adds to the impedance (control.md §2).
  private mutating func judgeByImpedance() {
    guard let window = lockIn.takeWindow(), window.current.magnitude > 0.005 else { return }
    let value = LockInValue(
      frequency: slew.frequency, head: window.head, housing: window.housing,
      current: window.current, force: nil, centre: now - window.age, age: window.age,
      clipped: window.clipped > 0)
    guard let impedance = Impedance(value, model: shapedLimits.model) else { return }
    judge.judge(value, impedance, cycle: shapedLimits.cycle, now: now)
    judge.regained()
    impedanceTouches = judge.verdict != .lifted
  }
}

/// A cap was exceeded, and it is not yet known whether by lift-off.
struct Suspicion: Sendable, BitwiseCopyable {
  var until: Instant
  var level: Float
}
