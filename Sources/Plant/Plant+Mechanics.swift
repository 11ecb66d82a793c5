// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Positions (m) and velocities (m/s) from the static equilibrium.
struct MotionState: Sendable, BitwiseCopyable {
  var head: Float = 0
  var headVelocity: Float = 0
  var housing: Float = 0
  var housingVelocity: Float = 0
  var hand: Float = 0
  var handVelocity: Float = 0
  var tissue: Float = 0
  var tissueVelocity: Float = 0
  var contactForce: Float = 0
  var headAcceleration: Float = 0
  var housingAcceleration: Float = 0
  var tremorSine: Float = 0
  var tremorCosine: Float = 1
}

/// The coil's current and what a step of it needs.
struct CoilState: Sendable, BitwiseCopyable {
  var current: Float = 0
  var voltage: Float = 0
  /// How much of the way to its target the current goes in one substep.
  var share: Float
  var inductanceHenries: Float
  var resistanceOhms: Float
  /// Sums since the last slow update: A² and W, per substep.
  var squareSum: Float = 0
  var powerSum: Float = 0
  var faultPhaseTurns: Float = 0

  init(_ p: PlantParameters) {
    share = 1 - PortableMath.exponential(-2 * Float.pi * p.coilPoleHertz * Plant.substepSeconds)
    inductanceHenries = p.resistanceOhms / (2 * Float.pi * p.coilPoleHertz)
    resistanceOhms = p.resistanceOhms
  }
}

extension Plant {
  /// Semi-implicit Euler; the stiff contact alone is implicit, which keeps it stable at any step.
  mutating func advanceMechanics(_ drive: PlantDrive) {
    let p = parameters
    let dt = Plant.substepSeconds
    let inverseHead = 1 / p.headKilograms
    let inverseHousing = 1 / p.housingKilograms
    let inverseHand = 1 / p.hand.kilograms
    let k = p.suspensionNewtonsPerMeter
    let perReference: Float = 1 / (0.006 * 0.006)
    let command = commanded(drive)
    let tremor = p.hand.tremorForce.newtons * motion.tremorSine
    let s = press
    var m = motion
    var c = coil

    for _ in 0..<Plant.substeps {
      let stroke = m.head - m.housing - s.staticDeflection
      let relative = m.headVelocity - m.housingVelocity
      let q2 = stroke * stroke * perReference
      let forceConstant = p.forceConstantNewtonsPerAmpere * (1 - p.forceConstantFall * q2)

      let before = c.current
      switch command {
      case .current(let target): c.current += c.share * (target.amperes - c.current)
      case .brake:
        c.current += c.share * (-forceConstant * relative / c.resistanceOhms - c.current)
      case .open: c.current = 0
      }
      c.voltage =
        c.resistanceOhms * c.current + c.inductanceHenries * (c.current - before) / dt
        + forceConstant * relative
      c.squareSum += c.current * c.current
      let motor = forceConstant * c.current

      var suspension = k * stroke * (1 + p.suspensionHardening * q2)
      suspension += p.dampingNewtonSecondsPerMeter * relative
      if stroke > p.travelMeters || stroke < -p.travelMeters {
        let beyond = stroke > 0 ? stroke - p.travelMeters : stroke + p.travelMeters
        suspension += 2e5 * beyond + 100 * relative
      }
      let palm =
        p.hand.palmNewtonsPerMeter * (m.housing - m.hand)
        + p.hand.palmNewtonSecondsPerMeter * (m.housingVelocity - m.handVelocity)

      let headFree = (motor - suspension) * inverseHead
      let tissueFree =
        (-s.force - s.tissueStiffness * m.tissue
          - s.tissue.newtonSecondsPerMeter * m.tissueVelocity) * s.inverseTissueMass
      // The contact force that holds at the end of the substep: solve
      // F = F0 + k·(δ + dt·w) + c·w with w the closing speed after F has acted.
      let closing = m.headVelocity - m.tissueVelocity + dt * (headFree - tissueFree)
      let penetration = m.head - m.tissue - s.gap
      var contact =
        (s.force + p.contactNewtonsPerMeter * penetration + s.contactGain * closing)
        * s.contactDivisor
      if !(contact > 0) { contact = 0 }
      m.contactForce = contact

      m.headVelocity += dt * (headFree - contact * inverseHead)
      m.tissueVelocity += dt * (tissueFree + contact * s.inverseTissueMass)
      m.housingVelocity += dt * (suspension + s.force - motor - palm) * inverseHousing
      m.handVelocity +=
        dt
        * (palm + tremor - p.hand.armNewtonsPerMeter * m.hand
          - p.hand.armNewtonSecondsPerMeter * m.handVelocity) * inverseHand
      m.head += dt * m.headVelocity
      m.tissue += dt * m.tissueVelocity
      m.housing += dt * m.housingVelocity
      m.hand += dt * m.handVelocity
    }
    if case .current = command { c.powerSum += c.voltage * c.current }

    // Tremor turns by one step; the slow update renormalises it.
    let turn = 2 * Float.pi * p.hand.tremorFrequency.hertz * Plant.stepSeconds
    m.tremorSine += turn * m.tremorCosine
    m.tremorCosine -= turn * m.tremorSine
    motion = m
    coil = c
  }

  /// What the power stage really does.
  private mutating func commanded(_ drive: PlantDrive) -> PlantDrive {
    if powered {
      switch driveFault {
      case .none: break
      case .stuck(let current): return .current(limited(current))
      case .oscillating(let peak, let frequency):
        coil.faultPhaseTurns += frequency.hertz * Plant.stepSeconds
        if coil.faultPhaseTurns >= 1 { coil.faultPhaseTurns -= 1 }
        return .current(limited(peak * PortableMath.sine(turns: coil.faultPhaseTurns)))
      }
    }
    guard case .current(let current) = drive else { return drive }
    return powered ? .current(limited(current)) : .open
  }

  private func limited(_ current: Current) -> Current {
    let most = parameters.currentMaximum.amperes
    // A command that is no number drives nothing.
    guard current.amperes == current.amperes else { return .zero }
    return Current(amperes: max(-most, min(most, current.amperes)))
  }
}
