// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities
import Regulation

/// What is wrong with a sensor; the raw value is what a fault event carries.
enum SensorTrouble: Int32, Hashable, Sendable, BitwiseCopyable {
  case headDead = 1
  case headSaturated = 2
  case headContradicts = 3
  case housingDead = 4
  case housingSaturated = 5
  case temperature = 6
  /// Touching, says the force, of a head that hangs free, or it never changes.
  case force = 7
  /// Current or voltage is not a number.
  case electrical = 8
}

/// What the per-sample guard made of a sample.
enum GuardFinding: Sendable, BitwiseCopyable {
  case fine
  /// Amperes, on two samples in a row.
  case overCurrent(Float)
  /// g, for a millisecond.
  case beyondCap(Float)
}

extension Actuator {
  /// The per-sample guard: acceleration and current, whatever the host believes.
  mutating func protect(_ inputs: ActuatorInputs, now: Instant) -> GuardFinding {
    guard isSynthesising else { return .fine }
    let current = Device.magnitude(inputs.current.amperes)
    // While the guard holds drive back the coil may be shorted, and carries what the motion makes.
    let allowed = peakGuard.share < 1 ? shapedLimits.model.driveMax.amperes : driveMost
    let most = allowed * DeviceLimits.overCurrentFactor + DeviceLimits.overCurrentMargin
    let over = !(current <= most)
    defer { overCurrentBefore = over }
    if over && overCurrentBefore { return .overCurrent(current) }
    let dynamic = Device.magnitude(inputs.head.g - baseline)
    let verdict = peakGuard.check(
      level: dynamic, limit: shapedLimits.guardLimit, cap: shapedLimits.brakeLimit,
      cycle: shapedLimits.cycle, now: now)
    switch verdict {
    case .fine: return .fine
    case .cut:
      flags.insert(.guardTripped)
      return .fine
    case .beyondCap:
      flags.insert(.guardTripped)
      return .beyondCap(dynamic)
    }
  }

  // Mutating like every other question asked each millisecond: an actuator is kilobytes, and a getter
  // would copy them.
  mutating func findSensorTrouble() -> SensorTrouble? {
    if headWatch.hasFailed { return headWatch.isSaturated ? .headSaturated : .headDead }
    if hasHousing && housingWatch.hasFailed {
      return housingWatch.isSaturated ? .housingSaturated : .housingDead
    }
    if crossCheck.hasFailed { return .headContradicts }
    if forceWatch.hasFailed { return .force }
    if electrical.hasFailed { return .electrical }
    return thermal.sensorIsBroken ? .temperature : nil
  }

  /// Once a millisecond; `isLatched` is whether a sensor's fault stands.
  mutating func watchSensors(_ inputs: ActuatorInputs, isLatched: Bool) {
    electrical.closeMillisecond()
    // Once a millisecond is enough to see that a force changes within a cycle.
    forceWatch.push(inputs.contactForce.newtons)
    headIsDoubted = crossCheck.hasFailed || (headIsDoubted && isLatched)
  }

  /// Once a millisecond: how much current or motion there is that nobody asked for.
  ///
  /// `off` is how long it has not been driven; `isAllQuiet` that nothing of an armed device moves, for
  /// one head shakes the other's handle.
  mutating func findStuckDrive(off: Interval, isAllQuiet: Bool) -> Float? {
    let settled = commanded == 0 && off >= DeviceLimits.stuckAfterOff
    if stuck.currentWithoutCommand(settled: settled) { return stuck.level }
    if isSynthesising && stuck.disobeys(peak: drivePeak) { return stuck.disagreement }
    let isStuck = stuck.motionWithoutDrive(
      settled: settled && isAllQuiet, recent: standstill.recent)
    return isStuck ? standstill.recent : nil
  }

  /// Whether every sensor has proved alive and nothing moves.
  mutating func isFit(at now: Instant) -> Bool {
    standstill.isStill(at: now) && !headWatch.isBad && !(hasHousing && housingWatch.isBad)
  }

  mutating func isStill(at now: Instant) -> Bool {
    commanded == 0 && standstill.isStill(at: now)
  }
}
