// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities
import Regulation

/// A cap was exceeded, and it is not yet known whether by lift-off.
struct Suspicion: Sendable, BitwiseCopyable {
  var until: Instant
  var level: Float
}

/// What a millisecond changed in an actuator's contact.
enum ContactFinding: Sendable, BitwiseCopyable {
  case same
  case lost
  case regained
  /// It went over the cap, g, and still touches: that was no lift-off.
  case overCap(Float)
  case liftedFor(Interval)
}

extension Actuator {
  /// Once a millisecond: lifted, regained, or lifted for too long.
  mutating func followContact(now: Instant) -> ContactFinding {
    switch motion {
    case .still: return .same
    case .driven:
      if !hasForce { judgeByImpedance(now: now) }
      guard !isTouching() && drivePeak > 0 else { return .same }
      lift(now: now)
      return .lost
    case .lifted: return followLifted(now: now)
    }
  }

  /// The drive is gone in this sample; whether by lift-off, 60 ms will tell.
  mutating func suspectLift(_ level: Float, now: Instant) {
    peakGuard.shut(cycle: shapedLimits.cycle, now: now)
    suspicion = Suspicion(until: now + DeviceLimits.liftProof, level: level)
    lift(now: now)
  }

  /// Whether the head is on something, by the force sensor or by what the drive meets.
  mutating func isTouching() -> Bool { hasForce ? contact.isTouching : impedanceTouches }

  private mutating func lift(now: Instant) {
    motion = .lifted
    liftedSince = now
  }

  private mutating func followLifted(now: Instant) -> ContactFinding {
    if !hasForce { judgeByImpedance(now: now) }
    if let suspect = suspicion {
      if !isTouching() {
        suspicion = nil
      } else if now >= suspect.until {
        return .overCap(suspect.level)
      }
      return .same
    }
    if isTouching() {
      motion = .driven
      slew.fall(to: slew.amplitude * DeviceLimits.freeAirShare)
      return .regained
    }
    let since = now - liftedSince
    return since >= DeviceLimits.lifted ? .liftedFor(since) : .same
  }

  /// Without a force sensor: by what the tissue adds to the impedance (control.md §2).
  private mutating func judgeByImpedance(now: Instant) {
    guard let value = lockInValue(now: now), value.current.magnitude > 0.005,
      let impedance = Impedance(value, model: shapedLimits.model)
    else { return }
    judge.judge(value, impedance, cycle: shapedLimits.cycle, now: now)
    judge.regained()
    impedanceTouches = judge.verdict != .lifted
  }
}
