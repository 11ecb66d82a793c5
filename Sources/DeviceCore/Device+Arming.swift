// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities
import Regulation

extension Device {
  /// Becomes ready to move, or says why not.
  mutating func arm(_ request: Arm, from transport: Transport) -> (Answer.Result, UInt32) {
    guard subscriptions[transport.index].isOpen else { return (.notReady, 0) }
    if let arm {
      // The answer to the first may have been lost: the very same arm again is granted again.
      if arm.request == request && arm.transport == transport {
        return (.accepted, arm.end.wireMilliseconds)
      }
      return (arm.transport == transport ? .alreadyArmed : .otherTransport, arm.request.armID)
    }
    guard latches.isEmpty else { return (.latched, UInt32(latches.mask)) }
    guard state == .idle else { return (.notReady, UInt32(state.rawValue)) }
    guard request.armID != 0 else { return (.malformed, 0) }
    guard !recentArms.contains(request.armID) else { return (.wrongArm, request.armID) }
    let present = configuration.actuatorMask
    guard request.actuatorMask & ~present == 0, request.actuatorMask != 0 else {
      return (.unsupported, UInt32(present))
    }
    guard areFitToMove() else { return (.notReady, 0) }
    guard let granted = granted(request), request.energisedMaxMilliseconds > 0 else {
      return (.outsideEnvelope, 0)
    }
    let ahead = Int32(bitPattern: request.endMilliseconds &- now.wireMilliseconds)
    guard ahead > 0 else { return (.expired, now.wireMilliseconds) }
    let end = min(Interval.milliseconds(Int64(ahead)), DeviceLimits.wall)
    arm = ArmInForce(
      request: request, transport: transport,
      energisedMax: .milliseconds(Int64(request.energisedMaxMilliseconds)),
      end: Device.wholeMillisecond(now) + end, unusedUntil: now + DeviceLimits.armUnused)
    recentArms.add(request.armID)
    begin(granted)
    setDeadline()
    return (.accepted, (Device.wholeMillisecond(now) + end).wireMilliseconds)
  }

  mutating func disarm(_ request: Disarm) -> Answer.Result {
    guard let arm else { return .notArmed }
    guard arm.request.armID == request.armID else { return .wrongArm }
    rampDown()
    return .accepted
  }

  /// A moment as the wire names it.
  static func wholeMillisecond(_ now: Instant) -> Instant {
    Instant(nanoseconds: now.nanoseconds - now.nanoseconds % 1_000_000)
  }

  private mutating func areFitToMove() -> Bool {
    for index in indices {
      actuators[index].crossCheck.reset()
      actuators[index].forceWatch.reset()
      if actuators[index].findSensorTrouble() != nil || actuators[index].thermal.tooHot != nil {
        return false
      }
    }
    return true
  }

  private typealias Grant = (bounds: Bounds, drive: Float)

  /// The tighter of what is asked for and what each of the actuators can do; nil when nothing is left
  /// to one that is asked for.
  private mutating func granted(_ request: Arm) -> PerActuator<Grant>? {
    let asked = Bounds(
      frequencyMin: Hertz(hertz: Float(request.frequencyMinCentihertz) * 0.01),
      frequencyMax: Hertz(hertz: Float(request.frequencyMaxCentihertz) * 0.01),
      amplitudeMax: Displacement(millimeters: Float(request.amplitudeMaxMicrometers) * 0.001),
      accelerationMax: Acceleration(g: Float(request.accelerationMaxMilligravities) * 0.001))
    var grants = PerActuator<Grant>(repeating: (asked, 0))
    for index in indices where request.actuatorMask >> UInt8(index) & 1 != 0 {
      let identity = configuration.actuators[index]
      guard let bounds = asked.intersection(identity.bounds) else { return nil }
      let drive = min(
        Float(request.driveMaxTenthMilliamperes) * 1e-4, identity.model.driveMax.amperes)
      guard drive > 0 else { return nil }
      grants[index] = (bounds, drive)
    }
    return grants
  }

  /// From zero in everything: an arm owes nothing to the one before.
  private mutating func begin(_ grants: PerActuator<Grant>) {
    state = .armed
    switchClosed = true
    for index in indices {
      actuators[index].begin(grants[index].bounds, driveMost: grants[index].drive)
    }
    for index in 0..<2 { stops[index].isSet = false }
  }
}
