// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// One transport's latest stop, from the command to measured standstill.
struct StopRecord: Sendable, BitwiseCopyable {
  var isSet = false
  var id: UInt16 = 0
  var began = Instant.zero
  /// The stop found the drive on, or off for less than a second: no standstill is then a failure.
  var endedMotion = false
  var phase = Standstill.Phase.stopping
  var ended = Interval.zero
  var confirmed = Interval.zero
  var residual: UInt16 = 0
  var latch: UInt16 = 0

  func message(at now: Instant) -> Standstill {
    Standstill(
      stopID: id, phase: phase, clockMilliseconds: now.wireMilliseconds,
      endedMilliseconds: WireScale.milliseconds16(ended),
      confirmedMilliseconds: WireScale.milliseconds16(confirmed),
      residualMilligravities: residual, latch: latch)
  }
}
