// SPDX-License-Identifier: Apache-2.0
import Quantities
import Regulation

/// What the actuator's physics and the present target allow, refreshed once a millisecond.
struct ShapedLimits: Sendable, BitwiseCopyable {
  let model: ActuatorModel
  private var frequency = Hertz.zero
  /// Peak amperes that leave steady free-air motion within 2 mm.
  private(set) var safeDrive: Float = 0
  /// Peak amperes per metre of free-air motion, 0 to peak.
  private(set) var freeAirDrivePerMeter: Float = 0

  /// The target's peak acceleration as the guard sees it, g.
  ///
  /// It follows falls as slowly as a braked head, which comes to rest at the tone it had: kept as an
  /// acceleration it means the same after a jump to another frequency.
  private(set) var guardPeak: Float = 0
  /// What one sample of |a| may reach before the guard cuts, g.
  private(set) var guardLimit: Float = DeviceLimits.guardMargin
  /// What one sample of |a| may reach before the coil is braked, g.
  private(set) var brakeLimit: Float = DeviceLimits.accelerationMax
  private(set) var cycle = Interval.milliseconds(20)
  /// Two cycles and 50 ms, in steps: how long contact must hold to be regained (control.md §2).
  private(set) var regainSteps: Int32 = 360
  private var omegaSquared: Float = 0

  init(_ model: ActuatorModel) { self.model = model }

  mutating func begin() { guardPeak = 0 }

  mutating func update(amplitude: Displacement, frequency wanted: Hertz, accelerationCap: Float) {
    if wanted != frequency { retune(wanted) }
    let radius = amplitude.millimeters * 0.0005
    // 50 ms: the free head's own decay, 2·m/c (control.md §1).
    guardPeak = max(radius * omegaSquared / 9.80665, guardPeak * 0.98)
    brakeLimit = accelerationCap * DeviceLimits.brakeFactor + DeviceLimits.brakeMargin
    guardLimit = min(guardPeak * DeviceLimits.guardFactor + DeviceLimits.guardMargin, brakeLimit)
  }

  private mutating func retune(_ wanted: Hertz) {
    frequency = wanted
    let omega = 2 * Float.pi * wanted.hertz
    omegaSquared = omega * omega
    safeDrive = model.freeAirSafeDrive(at: wanted).amperes
    let gain = model.freeAirGain(wanted) * model.forceConstantNewtonsPerAmpere
    freeAirDrivePerMeter = gain > 0 ? 1 / gain : 0
    guard wanted.hertz >= 1 else { return }
    cycle = Interval(nanoseconds: Int64(1e9 / wanted.hertz))
    let wait = cycle * 2 + DeviceLimits.contactRegainedFor
    regainSteps = Int32(clamping: wait.nanoseconds / Int64(DeviceLimits.stepNanoseconds))
  }
}
