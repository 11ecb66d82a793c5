// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities
import Regulation

/// One step's samples as the rest of the step uses them.
struct HeldSamples: Sendable, BitwiseCopyable {
  var head: Float
  var housing: Float
  var current: Float
  /// Metres that the head was beyond its travel for too many cycles; nil when it was not.
  var overStroke: Float?
}

extension Actuator {
  /// Takes one sample of everything.
  mutating func sense(_ inputs: ActuatorInputs, measuring: Bool, now: Instant) -> HeldSamples {
    let head = Actuator.held(inputs.head.g)
    let housing = Actuator.held(inputs.housing.g)
    let (current, voltage) = electrical.hold(inputs.current.amperes, inputs.voltage.volts)
    headWatch.push(head)
    housingWatch.push(housing)
    // A slow baseline takes out an offset; half a hertz leaves everything that the guard is for.
    baseline += (head - baseline) * 0.0008
    standstill.push(
      head: head, housing: housing, headIsAlive: !headWatch.isBad && !headIsDoubted,
      housingIsAlive: !housingWatch.isBad, driven: commanded != 0, now: now)
    stuck.push(measured: current, commanded: commanded)
    headPeak = max(headPeak, Device.magnitude(head))
    voltagePeak = max(voltagePeak, Device.magnitude(voltage))
    var held = HeldSamples(head: head, housing: housing, current: current, overStroke: nil)
    if isSynthesising {
      // The phase of the step that these samples saw.
      lockIn.push(
        head: Acceleration(g: head), housing: Acceleration(g: housing),
        current: Current(amperes: current), phase: synthesiser.phase,
        cosine: synthesiser.cosine, sine: synthesiser.sine)
      if synthesiser.wrapped { held.overStroke = closeCycle(inputs.winding) }
      crossCheck.push(
        volts: voltage, amperes: current, relativeG: head - housing,
        cosine: synthesiser.cosine, sine: synthesiser.sine)
      if measuring {
        measurement.push(
          head: head, housing: housing, current: current, force: contact.force,
          winding: winding, synthesiser: synthesiser, frequency: slew.frequency, now: now,
          into: &measured)
      }
    }
    contact.push(inputs.contactForce.newtons, regainSteps: shapedLimits.regainSteps)
    return held
  }

  /// Within twice the sensor's range; what is not a number counts as clipped.
  private static func held(_ g: Float) -> Float {
    guard g > -32 else { return g <= -32 ? -32 : 32 }
    return g < 32 ? g : 32
  }

  private mutating func closeCycle(_ winding: Temperature) -> Float? {
    crossCheck.closeCycle(frequency: slew.frequency, winding: winding, model: shapedLimits.model)
    forceIsDue = hasForce
    return watchStroke()
  }

  /// Once a cycle: how far the press has moved the head in, and the motion on top of it.
  private mutating func watchStroke() -> Float? {
    let travel = shapedLimits.model.travel.millimeters * 0.001
    let pressed =
      hasForce && shapedLimits.model.suspensionNewtonsPerMeter > 0
      ? contact.force / shapedLimits.model.suspensionNewtonsPerMeter : 0
    overStrokeCycles = pressed + crossCheck.stroke > travel ? overStrokeCycles + 1 : 0
    return overStrokeCycles >= DeviceLimits.strokeCycles ? pressed + crossCheck.stroke : nil
  }

  /// Once a cycle: whether the contact force can be believed.
  mutating func watchForce(now: Instant) {
    guard forceIsDue else { return }
    forceIsDue = false
    guard let value = lockInValue(now: now) else { return }
    forceWatch.closeCycle(
      value, cycle: shapedLimits.cycle, isTouching: contact.isTouching, model: shapedLimits.model)
  }

  /// What the lock-in has seen of the last whole cycle.
  mutating func lockInValue(now: Instant) -> LockInValue? {
    guard let window = lockIn.takeWindow() else { return nil }
    return LockInValue(
      frequency: slew.frequency, head: window.head, housing: window.housing,
      current: window.current, force: nil, centre: now - window.age, age: window.age,
      clipped: window.clipped > 0)
  }
}
