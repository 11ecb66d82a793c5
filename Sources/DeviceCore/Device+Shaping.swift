// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities

extension Device {
  /// Once a millisecond: what each drive's amplitude and frequency shall be.
  mutating func shape() {
    for index in indices { actuators[index].peakGuard.recover(now: now) }
    switch state {
    case .running, .lifted, .armed:
      for index in indices { actuators[index].shape(now: now) }
      followMotion()
    case .ramping:
      let left = 1 - (now - rampBegan).seconds / DeviceLimits.ramp.seconds
      for index in indices {
        actuators[index].drivePeak = left > 0 ? actuators[index].rampFrom * left : 0
      }
    case .selfTest, .idle, .braking, .latched:
      for index in indices { actuators[index].drivePeak = 0 }
    }
  }

  /// While an arm is in force, the device is what the most noteworthy of its actuators is.
  mutating func followMotion() {
    guard arm != nil else { return }
    var isDriven = false
    var isLifted = false
    for index in indices {
      switch actuators[index].motion {
      case .still: break
      case .driven: isDriven = true
      case .lifted: isLifted = true
      }
    }
    state = isLifted ? .lifted : (isDriven ? .running : .armed)
  }
}
