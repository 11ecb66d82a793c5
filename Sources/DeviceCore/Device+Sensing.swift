// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities
import Regulation

extension Device {
  /// Takes one sample of everything.
  mutating func sense(_ inputs: Inputs) {
    let head = Device.held(inputs.head.g)
    let housing = Device.held(inputs.housing.g)
    let current = inputs.current.amperes
    headWatch.push(head)
    housingWatch.push(housing)
    // A slow baseline takes out an offset; half a hertz leaves everything that the guard is for.
    baseline += (head - baseline) * 0.0008
    standstill.push(
      head: head, housing: housing, headIsAlive: !headWatch.isBad,
      housingIsAlive: !housingWatch.isBad, driven: commanded != 0, now: now)
    stuck.push(measured: current, commanded: commanded)
    let level = head < 0 ? -head : head
    if level > headPeak { headPeak = level }
    let volts = inputs.voltage.volts < 0 ? -inputs.voltage.volts : inputs.voltage.volts
    if volts > voltagePeak { voltagePeak = volts }
    if isSynthesising {
      lockIn.push(
        head: Acceleration(g: head), housing: Acceleration(g: housing), current: inputs.current,
        phase: synthesiser.phase, cosine: synthesiser.cosine, sine: synthesiser.sine)
      if lockIn.isComplete { lockInIsFresh = true }
    }
    contact.push(inputs.contactForce.newtons, regainSteps: regainSteps)
  }

  /// Two cycles and 50 ms, in steps (control.md §2).
  private var regainSteps: Int32 {
    let wait = shapedLimits.cycle * 2 + DeviceLimits.contactRegainedFor
    return Int32(clamping: wait.nanoseconds / Int64(DeviceLimits.stepNanoseconds))
  }

  /// Within twice the sensor's range; what is not a number counts as clipped.
  private static func held(_ g: Float) -> Float {
    guard g > -32 else { return g <= -32 ? -32 : 32 }
    return g < 32 ? g : 32
  }

  var isSynthesising: Bool {
    switch state {
    case .running, .lifted, .ramping: true
    case .selfTest, .idle, .armed, .braking, .latched: false
    }
  }
}
