// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What an actuator's model says at one frequency, worked out once for as long as that stays.
public struct Tone: Sendable, BitwiseCopyable {
  public let frequency: Hertz
  /// ω², 1/s².
  public let omegaSquared: Float
  public let cycle: Interval
  /// Moving mass times ω², N/m.
  public let inertia: Float
  /// k + jω·c of the suspension, N/m.
  public let suspension: Phasor
  /// Displacement per acceleration, m/g.
  public let metersPerGravity: Float
  /// −Bl/(m/g)·e^(−jωτ), τ the accelerometer's delay: A/g into N/m.
  public let lagToForce: Phasor
  /// Coil force over head displacement in free air, N/m.
  public let freeImpedance: Float
  /// Its square's inverse, m²/N².
  public let freeGainSquared: Float
  public let freeAirSafeDrive: Current

  /// `frequency` must be above zero.
  public init(_ frequency: Hertz, model: ActuatorModel) {
    precondition(frequency.hertz > 0)
    self.frequency = frequency
    let omega = 2 * Float.pi * frequency.hertz
    omegaSquared = omega * omega
    cycle = Interval(nanoseconds: Int64(1e9 / frequency.hertz))
    inertia = model.movingMassKilograms * omega * omega
    suspension = model.suspension(omega)
    let lag = frequency.hertz * model.sensorDelay.seconds
    metersPerGravity = Motion.standardGravity / (omega * omega)
    let toForce = -model.forceConstantNewtonsPerAmpere / metersPerGravity
    lagToForce = Phasor(
      inPhase: PortableMath.cosine(turns: lag) * toForce,
      quadrature: -PortableMath.sine(turns: lag) * toForce)
    freeImpedance = model.freeAirImpedance(at: frequency).magnitude
    freeGainSquared = freeImpedance > 0 ? 1 / (freeImpedance * freeImpedance) : 0
    freeAirSafeDrive = model.freeAirSafeDrive(at: frequency)
  }
}
