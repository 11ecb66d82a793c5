// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

// What moving several actuators under one arm takes.
extension Bench {
  /// An arm of the first two actuators, each with what it can, for a minute.
  func armRequestOfBoth() throws(Finding) -> Arm {
    var arm = try armRequest()
    arm.actuatorMask = 0b11
    return arm
  }

  /// A gentle setpoint for one of the actuators.
  func setpoint(_ arm: Arm, of actuator: UInt8) throws(Finding) -> Setpoint {
    var setpoint = try setpoint(arm)
    guard let one = actuators.first(where: { $0.actuator == actuator }) else {
      throw .notReached("it has told of no actuator \(actuator)")
    }
    setpoint.actuator = actuator
    setpoint.frequencyCentihertz = min(
      max(setpoint.frequencyCentihertz, one.frequencyMinCentihertz), one.frequencyMaxCentihertz)
    setpoint.amplitudeMicrometers = min(
      setpoint.amplitudeMicrometers, max(1, one.amplitudeMaxMicrometers / 2))
    setpoint.driveTenthMilliamperes =
      one.kind == .regulated ? 0 : min(2500, max(1, one.driveMaxTenthMilliamperes / 8))
    return setpoint
  }

  /// Sends setpoints for these actuators at each telemetry for so long, and returns what came.
  @discardableResult
  func keep(
    _ arm: Arm, of kept: [UInt8], _ milliseconds: UInt32,
    _ change: (inout Setpoint) -> Void = { _ in }
  ) throws(Finding) -> [Heard] {
    var heard: [Heard] = []
    let from = clock
    while clock &- from < milliseconds {
      heard += try rest(1)
      for actuator in kept {
        var next = try setpoint(arm, of: actuator)
        change(&next)
        try main.send(.setpoint(next))
      }
    }
    return heard
  }

  /// Arms both and drives them until each says that it moves.
  func moveBoth() throws(Finding) -> Arm {
    let arm = try arm(armRequestOfBoth())
    let heard = try keep(arm, of: [0, 1], 300)
    for actuator in UInt8(0)...1 {
      guard Self.telemetries(heard, of: actuator).last?.isDriven ?? false else {
        throw .failed(
          expected: "actuator \(actuator) running or lifted, 300 ms after its first valid setpoint",
          got: Self.tail(heard))
      }
    }
    return arm
  }
}
