// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities

/// An arm in force.
struct ArmInForce: Sendable, BitwiseCopyable {
  var request: Arm
  var transport: Transport
  var energisedMax: Interval
  var end: Instant
  /// Before the first setpoint, when the arm lapses unused.
  var unusedUntil: Instant
  var energised = Interval.zero

  /// Whether it is for this actuator.
  func covers(_ actuator: Int) -> Bool { request.actuatorMask >> UInt8(actuator) & 1 != 0 }
}
