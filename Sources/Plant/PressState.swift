// SPDX-License-Identifier: Apache-2.0
import Quantities

/// How the head is held against the tissue: preload, gap, tissue, and their way to new values.
@usableFromInline struct PressState: Sendable, BitwiseCopyable {
  /// Static force between head and tissue, newtons.
  @usableFromInline var force: Float
  /// Room between head and tissue when nothing presses, metres.
  @usableFromInline var gap: Float
  /// Where the hand wants the force, and how fast it goes there.
  @usableFromInline var forceTarget: Float
  @usableFromInline var forcePerStep: Float = 0
  @usableFromInline var gapTarget: Float
  @usableFromInline var gapPerStep: Float = 0
  @usableFromInline var tissue: Tissue
  @usableFromInline var tissueTarget: Tissue
  @usableFromInline var tissueStepsLeft: Int32 = 0
  @usableFromInline var isMoving = false
  /// What the hand means to press with, before drift, newtons.
  @usableFromInline var intended: Float
  @usableFromInline var isLifted: Bool
  @usableFromInline var driftPhaseTurns: Float = 0

  @usableFromInline var staticDeflection: Float = 0
  @usableFromInline var tissueStiffness: Float = 0
  @usableFromInline var inverseTissueMass: Float = 0
  /// k·dt/2 + c and its implicit divisor for the contact (see `advanceMechanics`).
  @usableFromInline var contactGain: Float = 0
  @usableFromInline var contactDivisor: Float = 0

  /// How far away a lifted head is held, metres.
  static var liftedGap: Float { 0.02 }

  init(_ p: PlantParameters) {
    isLifted = p.load == .freeAir
    intended = p.preload.newtons
    force = isLifted ? 0 : intended
    forceTarget = force
    gap = isLifted ? PressState.liftedGap : 0
    gapTarget = gap
    let f = p.tissueFactors
    tissue = Tissue(
      newtonsPerMeter: p.tissue.newtonsPerMeter * f.newtonsPerMeter,
      newtonSecondsPerMeter: p.tissue.newtonSecondsPerMeter * f.newtonSecondsPerMeter,
      kilograms: p.tissue.kilograms * f.kilograms)
    tissueTarget = tissue
  }

  mutating func advance(_ p: PlantParameters) {
    var moving = false
    // A gap closes before force builds up, and force vanishes before a gap opens.
    if gap > 0 || (gapTarget > 0 && force <= 0) {
      moving = approach(&gap, gapTarget, gapPerStep)
      if gap <= 0, force != forceTarget { moving = true }
    } else {
      moving = approach(&force, forceTarget, forcePerStep)
      if force <= 0, gapTarget > 0 { moving = true }
    }
    if tissueStepsLeft > 0 {
      let share = 1 / Float(tissueStepsLeft)
      tissue.newtonsPerMeter += (tissueTarget.newtonsPerMeter - tissue.newtonsPerMeter) * share
      tissue.newtonSecondsPerMeter +=
        (tissueTarget.newtonSecondsPerMeter - tissue.newtonSecondsPerMeter) * share
      tissue.kilograms += (tissueTarget.kilograms - tissue.kilograms) * share
      tissueStepsLeft -= 1
      if tissueStepsLeft > 0 { moving = true }
    }
    isMoving = moving
    updateContact(p)
  }

  /// Moves `value` toward `target` by at most `step`; true while it is not there.
  private func approach(_ value: inout Float, _ target: Float, _ step: Float) -> Bool {
    if value < target {
      value = min(value + step, target)
    } else {
      value = max(value - step, target)
    }
    return value != target
  }

  mutating func updateContact(_ p: PlantParameters) {
    // s·(1 + h·(s/6 mm)²)·k = F by Newton's method from the previous deflection.
    let k = p.suspensionNewtonsPerMeter
    let h = p.suspensionHardening / (0.006 * 0.006)
    var s = staticDeflection
    for _ in 0..<3 {
      s -= (k * s * (1 + h * s * s) - force) / (k * (1 + 3 * h * s * s))
    }
    staticDeflection = s
    tissueStiffness = tissue.newtonsPerMeter * (1 + force * 0.1)
    inverseTissueMass = 1 / tissue.kilograms
    let dt = Plant.stepSeconds
    contactGain = p.contactNewtonsPerMeter * dt * 0.5 + p.contactNewtonSecondsPerMeter
    contactDivisor = 1 / (1 + contactGain * dt * (1 / p.headKilograms + inverseTissueMass))
  }
}
