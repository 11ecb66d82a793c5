// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities
import Regulation

extension Device {
  /// The per-sample guard: acceleration and current, whatever the host believes.
  mutating func protect(_ inputs: inout Inputs) {
    guard isSynthesising else { return }
    let current = inputs.current.amperes < 0 ? -inputs.current.amperes : inputs.current.amperes
    // While the guard holds drive back the coil may be shorted, and carries what the motion makes.
    let allowed = peakGuard.share < 1 ? shapedLimits.model.driveMax.amperes : driveMost
    let most = allowed * DeviceLimits.overCurrentFactor + DeviceLimits.overCurrentMargin
    let over = !(current <= most)
    defer { overCurrentBefore = over }
    if over && overCurrentBefore {
      fault(.overCurrent, value: WireScale.signed32(current * 1000))
      return
    }
    let dynamic = Device.magnitude(inputs.head.g - baseline)
    let verdict = peakGuard.check(
      level: dynamic, limit: shapedLimits.guardLimit, cap: shapedLimits.brakeLimit,
      cycle: shapedLimits.cycle, now: now)
    switch verdict {
    case .fine: break
    case .cut: flags.insert(.guardTripped)
    case .beyondCap:
      flags.insert(.guardTripped)
      brakeOverCap(dynamic)
    }
  }

  /// Once a cycle: how far the press has moved the head in, and the motion on top of it.
  mutating func watchStroke() {
    let travel = shapedLimits.model.travel.millimeters * 0.001
    let pressed =
      configuration.flags.contains(.contactForce)
        && shapedLimits.model.suspensionNewtonsPerMeter > 0
      ? contact.force / shapedLimits.model.suspensionNewtonsPerMeter : 0
    overStrokeCycles = pressed + crossCheck.stroke > travel ? overStrokeCycles + 1 : 0
    guard overStrokeCycles >= DeviceLimits.strokeCycles, state != .ramping else { return }
    fault(.overStroke, value: WireScale.signed32((pressed + crossCheck.stroke) * 1e6))
  }

  /// Once a cycle: whether the contact force can be believed.
  mutating func watchForce() {
    guard configuration.flags.contains(.contactForce), let window = lockIn.takeWindow() else {
      return
    }
    let value = LockInValue(
      frequency: slew.frequency, head: window.head, housing: window.housing,
      current: window.current, force: nil, centre: now - window.age, age: window.age,
      clipped: window.clipped > 0)
    forceWatch.closeCycle(
      value, cycle: shapedLimits.cycle, isTouching: contact.isTouching, model: shapedLimits.model)
  }

  static func magnitude(_ x: Float) -> Float { x < 0 ? -x : x }
}
