// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

extension Device {
  /// Latches `cause` and brakes at once.
  mutating func fault(_ cause: LatchCause, value: Int32) {
    latch(cause, value: value)
    brake()
  }

  /// Latches `cause` and ramps down.
  mutating func rampFault(_ cause: LatchCause, value: Int32) {
    guard !latches.contains(cause) else { return }
    latch(cause, value: value)
    rampDown()
  }

  /// Records why the device refuses to move; moves nothing by itself.
  mutating func latch(_ cause: LatchCause, value: Int32) {
    guard !latches.contains(cause) else { return }
    let number = latches.add(cause)
    history.add(
      FaultRecord(
        index: 0, cause: cause.rawValue, latch: number, clockMilliseconds: now.wireMilliseconds,
        value: value, bootID: bootID))
    post(.latched, cause: cause.rawValue, latch: number, value: value)
    if state == .idle { state = .latched }
  }

  mutating func clear(_ request: Clear) -> Answer.Result {
    guard latches.contains(request.cause), latches.number(of: request.cause) == request.latch
    else { return .wrongLatch }
    guard !needsPowerCycle(request.cause) else { return .needsPowerCycle }
    guard !persists(request.cause) else { return .causePersists }
    latches.remove(request.cause)
    post(.cleared, cause: request.cause.rawValue, latch: request.latch, value: 0)
    if state == .latched && latches.isEmpty { state = .idle }
    return .accepted
  }

  /// A head sensor that contradicts the drive may be forgiven once a boot.
  private func needsPowerCycle(_ cause: LatchCause) -> Bool {
    cause.needsPowerCycle || (cause == .sensorFault && headContradictions > 1)
  }

  private mutating func persists(_ cause: LatchCause) -> Bool {
    // Whatever it was, it is not over while the device is still coming to rest.
    guard state == .latched else { return true }
    switch cause {
    case .stopCommand, .overAcceleration, .overCurrent, .overStroke, .liftedTooLong: return false
    case .stopButton: return lastInputs.stopButton
    case .windingHot, .headHot, .housingHot:
      for index in indices {
        let inputs = lastInputs.actuators[index]
        let isHot = ThermalDerating.persists(
          cause, winding: inputs.winding.celsius, head: inputs.headTemperature.celsius,
          housing: inputs.housingTemperature.celsius)
        if isHot { return true }
      }
      return false
    case .sensorFault:
      let trouble = findSensorTrouble()
      // These two can tell only while the head is driven: the next arm judges anew.
      return trouble != nil && trouble != .headContradicts && trouble != .force
    case .energisedLimit: return !(clock.bout < DeviceLimits.energised)
    case .wallLimit: return !(clock.wall(at: now) < DeviceLimits.wall)
    case .lowBattery: return !supplyIsRestored
    case .selfTestFailed, .stuckDrive, .standstillFailed: return true
    }
  }
}
