// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities
import Regulation

extension Device {
  /// Takes a setpoint into force, or counts it as void and keeps the one before until that expires.
  mutating func take(_ wire: Setpoint, sequence: UInt16, from transport: Transport) {
    guard let checked = check(wire, sequence: sequence, from: transport) else {
      setpointsVoid &+= 1
      return
    }
    lastSetpointSequence = sequence
    actuators[Int(wire.actuator)].take(checked)
    setDeadline()
    followMotion()
  }

  private mutating func check(_ wire: Setpoint, sequence: UInt16, from transport: Transport)
    -> ActiveSetpoint?
  {
    guard let arm, arm.request.armID == wire.armID, arm.transport == transport else { return nil }
    let index = Int(wire.actuator)
    guard index < configuration.actuatorCount, arm.covers(index) else { return nil }
    let ahead = Int32(bitPattern: wire.validUntilMilliseconds &- now.wireMilliseconds)
    guard ahead > 0, ahead <= DeviceLimits.horizonMilliseconds else { return nil }
    // One that overtook another says what is no longer meant.
    if hasSetpoint(), Int16(bitPattern: sequence &- lastSetpointSequence) < 0 { return nil }
    let amplitude = Displacement(millimeters: Float(wire.amplitudeMicrometers) * 0.001)
    let frequency = Hertz(hertz: Float(wire.frequencyCentihertz) * 0.01)
    let drive = Float(wire.driveTenthMilliamperes) * 1e-4
    let validUntil = Device.wholeMillisecond(now) + .milliseconds(Int64(ahead))
    guard amplitude > .zero else {
      return ActiveSetpoint(
        frequency: frequency, amplitude: .zero, drive: 0, phase: 0, validUntil: validUntil)
    }
    guard actuators[index].bounds.contains(frequency) else { return nil }
    // A micrometre is the wire's own step.
    let cap = actuators[index].bounds.amplitudeCap(at: frequency) + Displacement(millimeters: 0.001)
    guard amplitude <= cap, drive <= actuators[index].driveMost + 1e-4 else { return nil }
    return ActiveSetpoint(
      frequency: frequency, amplitude: amplitude, drive: drive, phase: wire.phase,
      validUntil: validUntil)
  }

  /// Whether this arm has taken one, for any of its actuators.
  private mutating func hasSetpoint() -> Bool {
    for index in indices where actuators[index].setpoint != nil { return true }
    return false
  }
}
