// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Temperatures, °C.
@usableFromInline struct HeatState: Sendable, BitwiseCopyable {
  @usableFromInline var winding: Float
  @usableFromInline var housing: Float
  @usableFromInline var head: Float
  init(ambient: Temperature) {
    winding = ambient.celsius
    housing = ambient.celsius
    head = ambient.celsius
  }
}

/// The cell's charge and what its chemistry remembers.
@usableFromInline struct BatteryState: Sendable, BitwiseCopyable {
  @usableFromInline var charge: Float
  @usableFromInline var relaxation: Float = 0
  @usableFromInline var volts: Float = 3.9
  init(charge: Float) { self.charge = charge }
}

extension Plant {
  static var slowSteps: Int32 { 64 }

  /// Heat, battery and the hand's wandering, every 16 ms.
  @usableFromInline mutating func slowUpdate() {
    let elapsed = Float(Plant.slowSteps) * Plant.stepSeconds
    slowCountdown = Plant.slowSteps
    updateHeat(elapsed)
    updateBattery(elapsed)
    updateDrift(elapsed)
    coil.squareSum = 0
    coil.powerSum = 0
    let m = motion.tremorSine * motion.tremorSine + motion.tremorCosine * motion.tremorCosine
    let correction = 1.5 - 0.5 * m
    motion.tremorSine *= correction
    motion.tremorCosine *= correction
    motion.rest()
    MotionState.rest(&coil.current)
    MotionState.rest(&preloadEstimate)
  }

  private mutating func updateHeat(_ elapsed: Float) {
    let p = parameters.heat
    coil.resistanceOhms =
      parameters.resistanceOhms * (1 + p.copperPerKelvin * (heat.winding - 25))
    let watts = coil.squareSum / Float(Plant.slowSteps) * coil.resistanceOhms
    let across = (heat.winding - heat.housing) / p.windingToHousingKelvinPerWatt
    let out = (heat.housing - ambient.celsius) / p.housingToAmbientKelvinPerWatt
    let windingCapacity = p.windingSeconds / p.windingToHousingKelvinPerWatt
    let housingCapacity = p.housingSeconds / p.housingToAmbientKelvinPerWatt
    heat.winding += elapsed * (watts - across) / windingCapacity
    heat.housing += elapsed * (across - out) / housingCapacity
    heat.head += elapsed * (heat.housing - heat.head) / p.headSeconds
  }

  private mutating func updateBattery(_ elapsed: Float) {
    let p = parameters.battery
    let driveWatts = max(0, coil.powerSum / Float(Plant.slowSteps))
    let watts = p.idleWatts + driveWatts / p.converterEfficiency
    let amperes = watts / max(cell.volts, 2.5)
    cell.charge = max(0, cell.charge - amperes * elapsed / (3600 * p.ampereHours))
    cell.relaxation +=
      elapsed * (amperes * p.relaxationOhms - cell.relaxation) / p.relaxationSeconds
    cell.volts = openCircuitVolts(cell.charge) - amperes * p.seriesOhms - cell.relaxation
  }

  /// Piecewise linear through domain.md §5.5: 0 % 3.0, 20 % 3.55, 50 % 3.7, 80 % 3.95, 100 % 4.2 V.
  private func openCircuitVolts(_ charge: Float) -> Float {
    if charge < 0.2 { return 3.0 + charge * 2.75 }
    if charge < 0.5 { return 3.55 + (charge - 0.2) * 0.5 }
    if charge < 0.8 { return 3.7 + (charge - 0.5) * (0.25 / 0.3) }
    return 3.95 + (charge - 0.8) * 1.25
  }

  private mutating func updateDrift(_ elapsed: Float) {
    let hand = parameters.hand
    guard hand.driftForce.newtons > 0, !press.isLifted, !press.isMoving else { return }
    press.driftPhaseTurns += elapsed / hand.driftPeriod.seconds
    if press.driftPhaseTurns >= 1 { press.driftPhaseTurns -= 1 }
    let drift = hand.driftForce.newtons * PortableMath.sine(turns: press.driftPhaseTurns)
    let difference = max(0.5, press.intended + drift) - press.force
    // After a press or a landing the drift joins in gently: 20 mN every 16 ms.
    press.force += max(-0.02, min(0.02, difference))
    press.forceTarget = press.force
    press.updateContact(parameters)
  }
}
