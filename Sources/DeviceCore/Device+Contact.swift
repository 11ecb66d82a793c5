// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities

extension Device {
  /// Once a millisecond: lifted, regained, or lifted for too long.
  mutating func followContact() {
    guard configuration.flags.contains(.contactForce) else { return }
    if state == .running && !contact.isTouching && drivePeak > 0 {
      state = .lifted
      liftedSince = now
      post(.contactLost, cause: 0, latch: 0, value: WireScale.signed32(contact.force * 100))
    } else if state == .lifted {
      if contact.isTouching {
        state = .running
        slew.fall(to: slew.amplitude * DeviceLimits.freeAirShare)
        post(.contactRegained, cause: 0, latch: 0, value: WireScale.signed32(contact.force * 100))
      } else if now - liftedSince >= DeviceLimits.lifted {
        rampFault(.liftedTooLong, value: Int32(clamping: (now - liftedSince).milliseconds))
      }
    }
  }
}
