// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

extension Device {
  /// Takes one sample of everything.
  mutating func sense(_ inputs: inout Inputs) {
    for index in indices {
      let held = actuators[index].sense(inputs.actuators[index], measuring: measuring, now: now)
      // A burst does not name an actuator: it is the first one's.
      if index == 0 {
        raw.push(head: held.head, housing: held.housing, current: held.current, now: now)
      }
      if let meters = held.overStroke, state != .ramping {
        fault(.overStroke, value: WireScale.signed32(meters * 1e6))
      }
    }
  }

  /// The per-sample guard of each.
  mutating func protect(_ inputs: inout Inputs) {
    for index in indices {
      switch actuators[index].protect(inputs.actuators[index], now: now) {
      case .fine: break
      case .overCurrent(let amperes):
        fault(.overCurrent, value: WireScale.signed32(amperes * 1000))
      case .beyondCap(let level): brakeOverCap(index, level)
      }
    }
  }

  /// The drives of this step.
  mutating func synthesise() -> Outputs {
    var outputs = Outputs(powerSwitchClosed: switchClosed)
    var isDriven = false
    for index in indices {
      outputs.drives[index] = actuators[index].synthesise(now: now)
      if case .current = outputs.drives[index] { isDriven = true }
    }
    if isDriven { countEnergised() }
    return outputs
  }

  private mutating func countEnergised() {
    clock.addStep(now: now)
    arm?.energised.nanoseconds &+= Int64(DeviceLimits.stepNanoseconds)
  }

  static func magnitude(_ x: Float) -> Float { x < 0 ? -x : x }
}
