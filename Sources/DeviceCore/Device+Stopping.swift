// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

extension Device {
  /// Honoured in every state on every transport.
  ///
  /// The same identifier again is answered again.
  mutating func stop(_ stop: Stop, from transport: Transport) {
    let index = transport.index
    let isRepeat = stops[index].isSet && stops[index].id == stop.stopID && arm == nil
    if !isRepeat {
      var record = StopRecord()
      record.isSet = true
      record.id = stop.stopID
      record.began = now
      record.endedMotion = clock.sinceDriven(at: now) < DeviceLimits.standstillWithin
      latch(.stopCommand, value: Int32(stop.reason.rawValue))
      record.latch = latches.number(of: .stopCommand)
      rampDown()
      stops[index] = record
    }
    outboxes[index].standstill = stops[index].message(at: now)
  }

  /// Once a millisecond: tells each transport that stopped how its stop came out.
  mutating func reportStops() {
    for index in 0..<2 where stops[index].isSet && stops[index].phase != .confirmed {
      let since = now - stops[index].began
      if isStill() {
        let quiet = lastLoud() - stops[index].began
        stops[index].ended = max(quiet, .zero)
        stops[index].confirmed = since
        stops[index].phase = .confirmed
      } else if stops[index].phase == .stopping && since >= DeviceLimits.standstillWithin {
        stops[index].phase = .unconfirmed
        stops[index].ended = .zero
        stops[index].confirmed = since
        if stops[index].endedMotion {
          latch(.standstillFailed, value: WireScale.signed32(loudest() * 1000))
        }
      } else {
        continue
      }
      stops[index].residual = WireScale.unsigned16(loudest() * 1000)
      outboxes[index].standstill = stops[index].message(at: now)
    }
  }

  /// The last moment at which any of them was driven or vibrated.
  private mutating func lastLoud() -> Instant {
    var last = Instant.zero
    for index in indices { last = max(last, actuators[index].standstill.lastLoud) }
    return last
  }
}
