// SPDX-License-Identifier: Apache-2.0
import ControlAPI
import Quantities
import Sessions
import Varlink

extension ControlService {
  /// One setpoint of a live session; answered with what was measured last.
  func setpoint(_ parameters: Control.SetpointParameters, _ connection: Connection) async throws
    -> Control.SetpointReply
  {
    let (unit, lease) = try lease(parameters.lease)
    let milliseconds =
      parameters.validMs.map { min(max(0, $0), 3_600_000) }
      ?? Int(SetpointRequest.usual.milliseconds)
    let request = SetpointRequest(
      frequency: Hertz(hertz: Float(parameters.frequency)),
      amplitude: Displacement(millimeters: Float(parameters.amplitude)),
      validFor: .milliseconds(Int64(milliseconds)))
    guard
      case .taken(let superseded) = try await unit.request(
        .setpoint(lease, request), from: id(connection))
    else { throw unexpected("Setpoint") }
    return Control.SetpointReply(
      telemetry: Control.Telemetry(unit.status, superseded: superseded))
  }
}

extension Control.Telemetry {
  init(_ status: EngineStatus, superseded: Int) {
    let first = Control.Actuator(0, status.actuators[0])
    self.init(
      phase: "\(status.phase)", clockMs: Int(status.now.nanoseconds / 1_000_000),
      remainingMs: Int(status.remaining.milliseconds),
      commandedFrequency: first.commandedFrequency, commandedAmplitude: first.commandedAmplitude,
      measuredFrequency: first.measuredFrequency, measuredAmplitude: first.measuredAmplitude,
      acceleration: first.acceleration, driveMilliamperes: first.driveMilliamperes,
      contactForce: first.contactForce, contact: first.contact, limiter: first.limiter,
      superseded: superseded)
  }
}
