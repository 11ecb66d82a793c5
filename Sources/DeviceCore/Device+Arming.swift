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
    guard request.actuatorMask == 1 else { return (.unsupported, 1) }
    crossCheck.reset()
    forceWatch.reset()
    guard findSensorTrouble() == nil, thermal.tooHot == nil else { return (.notReady, 0) }
    guard let bounds = Device.granted(request, of: configuration.bounds) else {
      return (.outsideEnvelope, 0)
    }
    let drive = min(
      Float(request.driveMaxTenthMilliamperes) * 1e-4, shapedLimits.model.driveMax.amperes)
    guard drive > 0, request.energisedMaxMilliseconds > 0 else { return (.outsideEnvelope, 0) }
    let ahead = Int32(bitPattern: request.endMilliseconds &- now.wireMilliseconds)
    guard ahead > 0 else { return (.expired, now.wireMilliseconds) }
    let end = min(Interval.milliseconds(Int64(ahead)), DeviceLimits.wall)
    arm = ArmInForce(
      request: request, transport: transport, bounds: bounds, driveMax: drive,
      energisedMax: .milliseconds(Int64(request.energisedMaxMilliseconds)),
      end: Device.wholeMillisecond(now) + end, unusedUntil: now + DeviceLimits.armUnused)
    recentArms.add(request.armID)
    driveMost = drive
    begin()
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

  // Static, since a device is twelve kilobytes: asking one by value would copy it.
  private static func granted(_ request: Arm, of bounds: Bounds) -> Bounds? {
    let asked = Bounds(
      frequencyMin: Hertz(hertz: Float(request.frequencyMinCentihertz) * 0.01),
      frequencyMax: Hertz(hertz: Float(request.frequencyMaxCentihertz) * 0.01),
      amplitudeMax: Displacement(millimeters: Float(request.amplitudeMaxMicrometers) * 0.001),
      accelerationMax: Acceleration(g: Float(request.accelerationMaxMilligravities) * 0.001))
    return asked.intersection(bounds)
  }

  /// From zero in everything: an arm owes nothing to the one before.
  private mutating func begin() {
    state = .armed
    switchClosed = true
    setpoint = nil
    drivePeak = 0
    slew.reset()
    peakGuard.reset()
    shapedLimits.begin()
    suspicion = nil
    impedanceTouches = true
    judge = ContactJudge()
    for index in 0..<2 { stops[index].isSet = false }
  }
}
