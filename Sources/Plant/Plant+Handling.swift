// SPDX-License-Identifier: Apache-2.0
import Quantities

// What a hand, a body and a bench do to the massager.
extension Plant {
  /// True while the head is held away from the tissue.
  public var isLifted: Bool { press.isLifted }

  /// Presses with `force`, reached evenly within `duration`.
  public mutating func press(_ force: Force, over duration: Interval = .milliseconds(200)) {
    press.intended = max(0, force.newtons)
    guard !press.isLifted else { return }
    press.forceTarget = press.intended
    press.forcePerStep = Plant.rate(press.forceTarget - press.force, duration)
    press.isMoving = true
  }

  /// Takes the head off the tissue; the preload is gone after `duration`, then a gap opens.
  public mutating func lift(over duration: Interval = .milliseconds(20)) {
    press.isLifted = true
    press.forceTarget = 0
    press.forcePerStep = Plant.rate(press.force, duration)
    press.gapTarget = PressState.liftedGap
    press.gapPerStep = Plant.rate(PressState.liftedGap, .milliseconds(60))
    press.isMoving = true
  }

  /// Sets the head down again with the preload it had; `duration` is the time the preload takes.
  public mutating func setDown(over duration: Interval = .milliseconds(100)) {
    guard press.isLifted else { return }
    press.isLifted = false
    press.gapTarget = 0
    press.gapPerStep = Plant.rate(press.gap, .milliseconds(100))
    press.forceTarget = press.intended
    press.forcePerStep = Plant.rate(press.intended - press.force, duration)
    press.isMoving = true
  }

  /// Changes the tissue under the head evenly within `duration`; free air is a lift.
  public mutating func setLoad(_ load: Load, over duration: Interval = .milliseconds(100)) {
    guard load != .freeAir else { return lift() }
    let t = Tissue.reference(load, parameters.tissueSet)
    let f = parameters.tissueFactors
    press.tissueTarget = Tissue(
      newtonsPerMeter: t.newtonsPerMeter * f.newtonsPerMeter,
      newtonSecondsPerMeter: t.newtonSecondsPerMeter * f.newtonSecondsPerMeter,
      kilograms: t.kilograms * f.kilograms)
    press.tissueStepsLeft = max(1, Int32(truncatingIfNeeded: duration.microseconds / 250))
    press.isMoving = true
  }

  /// Sets the temperatures at once, as after a long session before this one.
  public mutating func heat(
    winding: Temperature, housing: Temperature? = nil, head: Temperature? = nil
  ) {
    heat.winding = winding.celsius
    if let housing { heat.housing = housing.celsius }
    if let head { heat.head = head.celsius }
  }

  /// Sets the state of charge, 0 … 1.
  public mutating func setBattery(_ charge: Float) { cell.charge = max(0, min(1, charge)) }

  private static func rate(_ distance: Float, _ duration: Interval) -> Float {
    let steps = max(1, Float(duration.microseconds) / 250)
    return max(distance, -distance) / steps
  }
}
