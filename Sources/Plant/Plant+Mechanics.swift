// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Positions (m) and velocities (m/s) from the static equilibrium.
@usableFromInline struct MotionState: Sendable, BitwiseCopyable {
  @usableFromInline var head: Float = 0
  @usableFromInline var headVelocity: Float = 0
  @usableFromInline var housing: Float = 0
  @usableFromInline var housingVelocity: Float = 0
  @usableFromInline var hand: Float = 0
  @usableFromInline var handVelocity: Float = 0
  @usableFromInline var tissue: Float = 0
  @usableFromInline var tissueVelocity: Float = 0
  @usableFromInline var contactForce: Float = 0
  @usableFromInline var headAcceleration: Float = 0
  @usableFromInline var housingAcceleration: Float = 0
  @usableFromInline var tremorSine: Float = 0
  @usableFromInline var tremorCosine: Float = 1

  @inlinable @inline(__always) mutating func drift(_ seconds: Float) {
    head += seconds * headVelocity
    tissue += seconds * tissueVelocity
    housing += seconds * housingVelocity
    hand += seconds * handVelocity
  }

  /// Takes to rest what has died away: 10⁻¹⁵ of a unit moves nothing, but what dies away further ends
  /// in numbers too small to be normal, with which most processors take a hundred times as long.
  mutating func rest() {
    MotionState.rest(&head)
    MotionState.rest(&headVelocity)
    MotionState.rest(&housing)
    MotionState.rest(&housingVelocity)
    MotionState.rest(&hand)
    MotionState.rest(&handVelocity)
    MotionState.rest(&tissue)
    MotionState.rest(&tissueVelocity)
  }

  static func rest(_ value: inout Float) {
    if value < 1e-15, value > -1e-15 { value = 0 }
  }
}

/// The coil's current, and what its heat and its supply are reckoned from.
@usableFromInline struct CoilState: Sendable, BitwiseCopyable {
  @usableFromInline var current: Float = 0
  @usableFromInline var voltage: Float = 0
  @usableFromInline var resistanceOhms: Float {
    didSet { brakeSiemens = -1 / resistanceOhms }
  }
  /// What the motion's voltage drives through a shorted coil, against that motion.
  @usableFromInline private(set) var brakeSiemens: Float
  /// Sums since the last slow update: A² and W per step.
  @usableFromInline var squareSum: Float = 0
  @usableFromInline var powerSum: Float = 0
  @usableFromInline var faultPhaseTurns: Float = 0

  init(_ p: PlantParameters) {
    resistanceOhms = p.resistanceOhms
    brakeSiemens = -1 / p.resistanceOhms
  }
}

extension Plant {
  /// One step; the stiff contact alone is implicit, which keeps it stable.
  @inlinable @inline(__always) mutating func advanceMechanics(_ drive: PlantDrive) {
    // This comes before anything is read: over the call for a fault all of it would have to be kept
    // elsewhere. An open coil loses its current at once; a shorted one carries what the motion induces.
    var target: Float = 0
    var share = constants.currentShare
    var induced: Float = 0
    var isDriven = false
    switch commanded(drive) {
    case .current(let wanted):
      target = wanted.amperes
      isDriven = true
    case .brake: induced = coil.brakeSiemens
    case .open: share = 1
    }

    let dt = Plant.stepSeconds
    let k = constants
    let stiffness = parameters.suspensionNewtonsPerMeter
    let damping = parameters.dampingNewtonSecondsPerMeter
    let travel = parameters.travelMeters
    let unbent = parameters.forceConstantNewtonsPerAmpere
    let palmStiffness = parameters.hand.palmNewtonsPerMeter
    let palmDamping = parameters.hand.palmNewtonSecondsPerMeter
    let armStiffness = parameters.hand.armNewtonsPerMeter
    let armDamping = parameters.hand.armNewtonSecondsPerMeter
    let contactStiffness = parameters.contactNewtonsPerMeter
    let tremor = parameters.hand.tremorForce.newtons * motion.tremorSine
    let preload = press.force
    let deflection = press.staticDeflection
    let tissueStiffness = press.tissueStiffness
    let tissueDamping = press.tissue.newtonSecondsPerMeter
    let inverseTissue = press.inverseTissueMass
    let resistance = coil.resistanceOhms
    var m = motion

    // Leapfrog: half a step of drift, forces in the middle, half a step of drift.
    m.drift(0.5 * dt)
    let stroke = m.head - m.housing - deflection
    let relative = m.headVelocity - m.housingVelocity
    let square = stroke * stroke
    let forceConstant = unbent * (1 - k.forceConstantFall * square)
    let backEMF = forceConstant * relative
    // What is driven does not wait for the motion.
    if !isDriven { target = induced * backEMF }
    let change = share * (target - coil.current)
    let middle = coil.current + 0.5 * change
    coil.current += change
    coil.voltage = resistance * middle + k.inductancePerStep * change + backEMF
    coil.squareSum += middle * middle
    if isDriven { coil.powerSum += coil.voltage * middle }
    let motor = forceConstant * middle

    var suspension = stiffness * stroke * (1 + k.hardening * square) + damping * relative
    if square > travel * travel {
      let beyond = stroke > 0 ? stroke - travel : stroke + travel
      suspension += 2e5 * beyond + 100 * relative
    }
    let palm =
      palmStiffness * (m.housing - m.hand) + palmDamping * (m.housingVelocity - m.handVelocity)

    let headFree = (motor - suspension) * k.inverseHead
    let tissueFree =
      -(preload + tissueStiffness * m.tissue + tissueDamping * m.tissueVelocity) * inverseTissue
    // The contact force that holds at the end of the step: solve F = F0 + k·(δ + w·dt/2) + c·w
    // with w the closing speed after F has acted.
    let closing = m.headVelocity - m.tissueVelocity + dt * (headFree - tissueFree)
    let penetration = m.head - m.tissue - press.gap
    let held =
      (preload + contactStiffness * penetration + press.contactGain * closing)
      * press.contactDivisor
    let contact: Float = held > 0 ? held : 0
    m.contactForce = contact

    m.headAcceleration = headFree - contact * k.inverseHead
    m.housingAcceleration = (suspension + preload - motor - palm) * k.inverseHousing
    m.headVelocity += dt * m.headAcceleration
    m.tissueVelocity += dt * (tissueFree + contact * inverseTissue)
    m.housingVelocity += dt * m.housingAcceleration
    let arm = armStiffness * m.hand + armDamping * m.handVelocity
    m.handVelocity += dt * (palm + tremor - arm) * k.inverseHand
    m.drift(0.5 * dt)

    // Tremor turns by one step; the slow update renormalises it.
    m.tremorSine += k.tremorTurn * m.tremorCosine
    m.tremorCosine -= k.tremorTurn * m.tremorSine
    motion = m
  }

  /// What the power stage really does.
  @inlinable @inline(__always) mutating func commanded(_ drive: PlantDrive) -> PlantDrive {
    if powered {
      guard case .none = driveFault else { return faulty() }
    }
    guard case .current(let current) = drive else { return drive }
    return powered
      ? .current(Plant.limited(current, most: parameters.currentMaximum.amperes)) : .open
  }

  @usableFromInline mutating func faulty() -> PlantDrive {
    let most = parameters.currentMaximum.amperes
    switch driveFault {
    case .none: return .open
    case .stuck(let current): return .current(Plant.limited(current, most: most))
    case .oscillating(let peak, let frequency):
      coil.faultPhaseTurns += frequency.hertz * Plant.stepSeconds
      if coil.faultPhaseTurns >= 1 { coil.faultPhaseTurns -= 1 }
      let current = peak * PortableMath.sine(turns: coil.faultPhaseTurns)
      return .current(Plant.limited(current, most: most))
    }
  }

  @inlinable @inline(__always) static func limited(_ current: Current, most: Float) -> Current {
    // A command that is no number drives nothing.
    guard current.amperes == current.amperes else { return .zero }
    return Current(amperes: max(-most, min(most, current.amperes)))
  }
}
