// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities
import Regulation

extension Device {
  /// Takes one sample of everything.
  mutating func sense(_ inputs: inout Inputs) {
    let head = Device.held(inputs.head.g)
    let housing = Device.held(inputs.housing.g)
    let (current, voltage) = electrical.hold(inputs.current.amperes, inputs.voltage.volts)
    headWatch.push(head)
    housingWatch.push(housing)
    // A slow baseline takes out an offset; half a hertz leaves everything that the guard is for.
    baseline += (head - baseline) * 0.0008
    standstill.push(
      head: head, housing: housing, headIsAlive: !headWatch.isBad && !headIsDoubted,
      housingIsAlive: !housingWatch.isBad, driven: commanded != 0, now: now)
    stuck.push(measured: current, commanded: commanded)
    let level = head < 0 ? -head : head
    if level > headPeak { headPeak = level }
    let volts = voltage < 0 ? -voltage : voltage
    if volts > voltagePeak { voltagePeak = volts }
    if isSynthesising {
      // The phase of the step that these samples saw.
      lockIn.push(
        head: Acceleration(g: head), housing: Acceleration(g: housing),
        current: Current(amperes: current), phase: synthesiser.phase,
        cosine: synthesiser.cosine, sine: synthesiser.sine)
      if synthesiser.wrapped {
        crossCheck.closeCycle(
          frequency: slew.frequency, winding: inputs.winding, model: shapedLimits.model)
        watchStroke()
        watchForce()
      }
      crossCheck.push(
        volts: voltage, amperes: current, relativeG: head - housing,
        cosine: synthesiser.cosine, sine: synthesiser.sine)
      if measuring { measure(head, housing, current) }
    }
    contact.push(inputs.contactForce.newtons, regainSteps: shapedLimits.regainSteps)
    raw.push(head: head, housing: housing, current: current, now: now)
  }

  /// Within twice the sensor's range; what is not a number counts as clipped.
  private static func held(_ g: Float) -> Float {
    guard g > -32 else { return g <= -32 ? -32 : 32 }
    return g < 32 ? g : 32
  }

  private mutating func measure(_ head: Float, _ housing: Float, _ current: Float) {
    let found = measurement.push(
      head: head, housing: housing, current: current, force: contact.force,
      winding: lastInputs.winding, synthesiser: synthesiser, frequency: slew.frequency, now: now)
    guard let found else { return }
    for index in 0..<2 where subscriptions[index].isOpen && subscriptions[index].measurement {
      outboxes[index].measurement = found
    }
  }

  var isSynthesising: Bool {
    switch state {
    case .running, .lifted, .ramping: true
    case .selfTest, .idle, .armed, .braking, .latched: false
    }
  }
}
