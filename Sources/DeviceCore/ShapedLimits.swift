// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// What the actuator's physics and the present target allow, refreshed once a millisecond.
struct ShapedLimits: Sendable, BitwiseCopyable {
  var massKilograms: Float = 0.08
  var suspension: Float = 2000
  var damping: Float = 3
  var forceConstant: Float = 8
  var driveMax: Float = 0

  /// 0 to peak, metres: the target as the guard sees it. It follows falls as slowly as a braked head.
  var guardRadius: Float = 0
  /// What one sample of |a| may reach before the guard cuts, g.
  var guardLimit: Float = DeviceLimits.guardMargin
  /// What one sample of |a| may reach before the coil is braked, g.
  var brakeLimit: Float = DeviceLimits.accelerationMax
  var cycle = Interval.milliseconds(20)

  init() {}

  init(_ actuator: ActuatorIdentity) {
    massKilograms = Float(actuator.movingMassTenthGrams) * 1e-4
    suspension = Float(actuator.suspensionNewtonsPerMeter)
    damping = Float(actuator.dampingCentinewtonSecondsPerMeter) * 0.01
    forceConstant = Float(actuator.forceConstantCentinewtonsPerAmpere) * 0.01
    driveMax = Float(actuator.driveMaxTenthMilliamperes) * 1e-4
  }

  /// The peak current that moves the free head by `radius` metres, 0 to peak.
  func freeAirDrive(radius: Float, at frequency: Hertz) -> Float {
    let omega = 2 * Float.pi * frequency.hertz
    let stiffness = suspension - massKilograms * omega * omega
    let loss = omega * damping
    let impedance = PortableMath.squareRoot(stiffness * stiffness + loss * loss)
    guard forceConstant > 0 else { return 0 }
    return radius * impedance / forceConstant
  }

  /// The largest drive that leaves steady free-air motion within 2 mm (control.md §2).
  func safeDrive(at frequency: Hertz) -> Float {
    min(driveMax, freeAirDrive(radius: 0.002, at: frequency))
  }

  mutating func update(amplitude: Displacement, frequency: Hertz, accelerationCap: Float) {
    let radius = amplitude.millimeters * 0.0005
    // 50 ms: the free head's own decay, 2·m/c (control.md §1).
    guardRadius = max(radius, guardRadius * 0.98)
    let omega = 2 * Float.pi * frequency.hertz
    let peak = guardRadius * omega * omega / Motion.standardGravity
    brakeLimit = accelerationCap * DeviceLimits.brakeFactor + DeviceLimits.brakeMargin
    guardLimit = min(peak * DeviceLimits.guardFactor + DeviceLimits.guardMargin, brakeLimit)
    if frequency.hertz >= 1 { cycle = Interval(nanoseconds: Int64(1e9 / frequency.hertz)) }
  }
}
