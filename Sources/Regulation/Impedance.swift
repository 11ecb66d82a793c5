// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Force over displacement, in phase and quadrature, N/m, as one lock-in value shows them.
public struct Impedance: Sendable, BitwiseCopyable {
  /// Coil force over head displacement: everything the coil moves.
  public var total: Phasor
  /// The tissue alone: k − m·ω² + jω·c.
  public var tissue: Phasor
  /// Sum of squares of the parts that cancel in `tissue`, (N/m)²: its error is a share of their size.
  public var scaleSquared: Float
  /// Head displacement squared, m², from the middle.
  public var headSquared: Float

  /// D_t = [F + m_h·ω²·X − (k_s + jω·c_s)·X_r] / X with X_r the head against the housing
  /// (control.md §3); nil when there is too little motion to divide by.
  public init?(_ value: LockInValue, at tone: Tone, model: ActuatorModel) {
    // With a = head, b = housing acceleration and X = −a/ω²: F/X = −ω²·F/a and X_r/X = 1 − b/a.
    let square = value.head.magnitudeSquared
    guard square > Impedance.leastAcceleration.g * Impedance.leastAcceleration.g else { return nil }
    let inverse = 1 / square
    let conjugate = Phasor(
      inPhase: value.head.inPhase * inverse, quadrature: -value.head.quadrature * inverse)
    // Both accelerometers lag by the same delay; current does not.
    total = value.current * conjugate * tone.lagToForce
    let housing = value.housing * conjugate
    let suspended =
      tone.suspension * Phasor(inPhase: 1 - housing.inPhase, quadrature: -housing.quadrature)
    tissue = Phasor(
      inPhase: total.inPhase + tone.inertia - suspended.inPhase,
      quadrature: total.quadrature - suspended.quadrature)
    scaleSquared =
      total.magnitudeSquared + tone.inertia * tone.inertia + suspended.magnitudeSquared
    headSquared = square * tone.metersPerGravity * tone.metersPerGravity
  }

  /// The same, for whoever asks too rarely to keep a tone.
  public init?(_ value: LockInValue, model: ActuatorModel) {
    guard value.frequency.hertz > 0 else { return nil }
    self.init(value, at: Tone(value.frequency, model: model), model: model)
  }

  /// How large the tissue's part is against what had to cancel for it: under 0.02 in free air, and
  /// 0.046 … 0.9 on both tissue sets with every hand and tissue value within ±50 %.
  public var contactShare: Float {
    scaleSquared > 0 ? PortableMath.squareRoot(tissue.magnitudeSquared / scaleSquared) : 0
  }
  /// Contact is lost below this share.
  public static var lostShare: Float { 0.04 }
  /// Contact is regained above this share.
  public static var regainedShare: Float { 0.07 }

  /// Below this the noise of the accelerometer decides.
  static var leastAcceleration: Acceleration { Acceleration(g: 0.008) }
}
