// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

extension Device {
  /// Once a millisecond: lifted, regained, or lifted for too long.
  mutating func followContact() {
    for index in indices {
      // What one of them ended has ended for all.
      guard arm != nil else { return }
      switch actuators[index].followContact(now: now) {
      case .same: continue
      case .lost: postContact(.contactLost, index)
      case .regained: postContact(.contactRegained, index)
      case .overCap(let level):
        fault(.overAcceleration, value: WireScale.signed32(level * 1000))
      case .liftedFor(let time):
        rampFault(.liftedTooLong, value: Int32(clamping: time.milliseconds))
      }
      followMotion()
    }
  }

  /// Over the cap: the drive is gone in this sample.
  ///
  /// A head in free air is `lifted`; one that still
  /// touches 60 ms later was no lift-off, and latches.
  mutating func brakeOverCap(_ index: Int, _ level: Float) {
    guard arm != nil, actuators[index].motion == .driven else {
      fault(.overAcceleration, value: WireScale.signed32(level * 1000))
      return
    }
    actuators[index].suspectLift(level, now: now)
    postContact(.contactLost, index)
    followMotion()
  }

  private mutating func postContact(_ code: Event.Code, _ index: Int) {
    let force = actuators[index].contact.force
    post(code, cause: 0, latch: 0, value: WireScale.signed32(force * 100))
  }
}
