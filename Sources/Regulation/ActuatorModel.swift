// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What is known of an open actuator: enough for feed-forward, impedance and the free-air cap.
///
/// A device states these in its identity; the hand is a nominal one (control.md §1).
public struct ActuatorModel: Hashable, Sendable, BitwiseCopyable {
  public var movingMassKilograms: Float
  public var suspensionNewtonsPerMeter: Float
  public var dampingNewtonSecondsPerMeter: Float
  public var forceConstantNewtonsPerAmpere: Float
  public var resistanceOhms: Float
  /// Peak current.
  public var driveMax: Current
  /// Each way.
  public var travel: Displacement
  public var housingMassKilograms: Float
  /// By how much an acceleration phasor lags the motion.
  public var sensorDelay: Interval

  public init(
    movingMassKilograms: Float, suspensionNewtonsPerMeter: Float,
    dampingNewtonSecondsPerMeter: Float, forceConstantNewtonsPerAmpere: Float,
    resistanceOhms: Float, driveMax: Current, travel: Displacement, housingMassKilograms: Float,
    sensorDelay: Interval
  ) {
    self.movingMassKilograms = movingMassKilograms
    self.suspensionNewtonsPerMeter = suspensionNewtonsPerMeter
    self.dampingNewtonSecondsPerMeter = dampingNewtonSecondsPerMeter
    self.forceConstantNewtonsPerAmpere = forceConstantNewtonsPerAmpere
    self.resistanceOhms = resistanceOhms
    self.driveMax = driveMax
    self.travel = travel
    self.housingMassKilograms = housingMassKilograms
    self.sensorDelay = sensorDelay
  }

  /// The reference device of control.md §1.
  public static var reference: ActuatorModel {
    ActuatorModel(
      movingMassKilograms: 0.08, suspensionNewtonsPerMeter: 2000, dampingNewtonSecondsPerMeter: 3,
      forceConstantNewtonsPerAmpere: 8, resistanceOhms: 3, driveMax: Current(amperes: 2),
      travel: Displacement(millimeters: 10), housingMassKilograms: 0.35,
      sensorDelay: .microseconds(125))
  }

  /// Head force over head displacement in free air, N/m, the housing held by a nominal hand.
  ///
  /// Housing and hand give: D_b·X_b = m_h·ω²·X_h, hence D = D_s·(1 − m_h·ω²/D_b) − m_h·ω² with
  /// D_s the suspension and D_b housing, palm and hand seen from the coil.
  public func freeAirImpedance(at frequency: Hertz) -> Phasor {
    let omega = 2 * Float.pi * frequency.hertz
    let square = omega * omega
    let palm = Phasor(inPhase: 4000, quadrature: 40 * omega)
    let hand = Phasor(inPhase: 200 - 0.6 * square, quadrature: 10 * omega)
    let held = palm * hand / (palm + hand)
    let body = Phasor(
      inPhase: held.inPhase - housingMassKilograms * square, quadrature: held.quadrature)
    let inertia = movingMassKilograms * square
    let share = Phasor(inPhase: inertia, quadrature: 0) / body
    let moved = Phasor(inPhase: 1 - share.inPhase, quadrature: -share.quadrature)
    let total = suspension(omega) * moved
    return Phasor(inPhase: total.inPhase - inertia, quadrature: total.quadrature)
  }

  /// Head displacement per newton of coil force in free air, m/N.
  public func freeAirGain(_ frequency: Hertz) -> Float {
    let impedance = freeAirImpedance(at: frequency).magnitude
    return impedance > 0 ? 1 / impedance : 0
  }

  /// Peak drive that moves a free head by no more than 2 mm from its middle, steadily.
  ///
  /// U_cap = min(I_max, 2 mm / (Bl·|G_free|)) (control.md §2): bounds motion without software. Hands
  /// half or half as large again make that at most 2.4 mm; a massager that lies loose, near its
  /// 28 Hz resonance, 2.7 mm.
  public func freeAirSafeDrive(at frequency: Hertz) -> Current {
    let gain = freeAirGain(frequency)
    guard gain > 0 else { return driveMax }
    return min(driveMax, Current(amperes: 0.002 / (forceConstantNewtonsPerAmpere * gain)))
  }

  /// Suspension force over relative displacement.
  @inlinable public func suspension(_ omega: Float) -> Phasor {
    Phasor(
      inPhase: suspensionNewtonsPerMeter, quadrature: dampingNewtonSecondsPerMeter * omega)
  }
}
