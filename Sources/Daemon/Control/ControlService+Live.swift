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
      validFor: .milliseconds(Int64(milliseconds)), actuator: parameters.actuator ?? 0)
    guard
      case .taken(let superseded) = try await unit.request(
        .setpoint(lease, request), from: id(connection))
    else { throw unexpected("Setpoint") }
    return Control.SetpointReply(
      telemetry: Control.Telemetry(
        unit.status, actuator: request.actuator, superseded: superseded))
  }
}

extension Control.Telemetry {
  /// - Parameter actuator: one that was driven, so that there is one.
  init(_ status: EngineStatus, actuator: Int, superseded: Int) {
    let own = Control.Actuator(actuator, status.actuators[actuator])
    self.init(
      phase: "\(status.phase)", clockMs: Int(status.now.nanoseconds / 1_000_000),
      remainingMs: Int(status.remaining.milliseconds),
      commandedFrequency: own.commandedFrequency, commandedAmplitude: own.commandedAmplitude,
      measuredFrequency: own.measuredFrequency, measuredAmplitude: own.measuredAmplitude,
      acceleration: own.acceleration, driveMilliamperes: own.driveMilliamperes,
      contactForce: own.contactForce, contact: own.contact, limiter: own.limiter,
      superseded: superseded)
  }
}
