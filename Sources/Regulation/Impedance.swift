// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Force over displacement, in phase and quadrature, N/m, as one lock-in value shows them.
public struct Impedance: Sendable, BitwiseCopyable {
  /// Coil force over head displacement: everything the coil moves.
  public var total: Phasor
  /// The tissue alone: k − m·ω² + jω·c.
  public var tissue: Phasor
  /// The magnitude of the parts that had to cancel for `tissue`: its error is a share of this.
  public var scale: Float
  /// Head displacement, metres from the middle.
  public var headMeters: Float

  /// D_t = [F + m_h·ω²·X − (k_s + jω·c_s)·X_r] / X with X_r the head against the housing
  /// (control.md §3); nil when there is too little motion to divide by.
  public init?(_ value: LockInValue, model: ActuatorModel) {
    let omega = 2 * Float.pi * value.frequency.hertz
    let square = omega * omega
    guard value.head.magnitudeSquared > 0.003 * 0.003, square > 0 else { return nil }
    // Both accelerometers lag by the same delay; current does not.
    let lag = value.frequency.hertz * model.sensorDelay.seconds
    let lead = Phasor(
      inPhase: PortableMath.cosine(turns: lag), quadrature: PortableMath.sine(turns: lag))
    let toMeters = -Motion.standardGravity / square
    let head = value.head * lead * toMeters
    let housing = value.housing * lead * toMeters
    let force = value.current * model.forceConstantNewtonsPerAmpere
    total = force / head
    let suspended = model.suspension(omega) * ((head - housing) / head)
    let inertia = model.movingMassKilograms * square
    tissue = Phasor(
      inPhase: total.inPhase + inertia - suspended.inPhase,
      quadrature: total.quadrature - suspended.quadrature)
    scale = total.magnitude + inertia + suspended.magnitude
    headMeters = head.magnitude
  }
}
