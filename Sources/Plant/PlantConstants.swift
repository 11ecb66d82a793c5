// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What every step needs of the parameters, divided out once.
@usableFromInline struct PlantConstants: Sendable, BitwiseCopyable {
  @usableFromInline let inverseHead: Float
  @usableFromInline let inverseHousing: Float
  @usableFromInline let inverseHand: Float
  /// Hardening and fall of the force constant per square metre of stroke.
  @usableFromInline let hardening: Float
  @usableFromInline let forceConstantFall: Float
  /// How much of the way to its target the current goes in one step.
  @usableFromInline let currentShare: Float
  /// Coil inductance over a step, ohms.
  @usableFromInline let inductancePerStep: Float
  @usableFromInline let tremorTurn: Float
  @usableFromInline let accelerometerSteps: Float
  @usableFromInline let accelerometerStep: Float
  @usableFromInline let preloadShare: Float

  init(_ p: PlantParameters) {
    let perReference: Float = 1 / (0.006 * 0.006)
    inverseHead = 1 / p.headKilograms
    inverseHousing = 1 / p.housingKilograms
    inverseHand = 1 / p.hand.kilograms
    hardening = p.suspensionHardening * perReference
    forceConstantFall = p.forceConstantFall * perReference
    let pole = 2 * Float.pi * p.coilPoleHertz
    currentShare = 1 - PortableMath.exponential(-pole * Plant.stepSeconds)
    inductancePerStep = p.resistanceOhms / (pole * Plant.stepSeconds)
    tremorTurn = 2 * Float.pi * p.hand.tremorFrequency.hertz * Plant.stepSeconds
    let half = Float(Int32(1) << (p.sensors.accelerometerBits - 1))
    accelerometerSteps = half / p.sensors.accelerometerRange.g
    accelerometerStep = p.sensors.accelerometerRange.g / half
    preloadShare = Plant.stepSeconds / p.sensors.preloadLag.seconds
  }
}
