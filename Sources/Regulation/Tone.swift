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
  /// e^(−jωτ) with τ the accelerometer's delay: what dividing by a delayed phasor needs.
  public let sensorLag: Phasor
  /// Coil force over head displacement in free air, N/m.
  public let freeImpedance: Float
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
    sensorLag = Phasor(
      inPhase: PortableMath.cosine(turns: lag), quadrature: -PortableMath.sine(turns: lag))
    freeImpedance = model.freeAirImpedance(at: frequency).magnitude
    freeAirSafeDrive = model.freeAirSafeDrive(at: frequency)
  }
}
