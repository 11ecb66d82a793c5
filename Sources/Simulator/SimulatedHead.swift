// SPDX-License-Identifier: Apache-2.0
import DeviceCore
import DeviceProtocol
import Plant
import Quantities

/// One actuator of a simulated device: its physics, and what is known of it through case and cable.
struct SimulatedHead: Sendable {
  var plant: Plant
  /// Whether it really moves.
  var motion = MotionWatch()
  var drive = PlantDrive.brake
  var isForceStuck = false
  /// The largest current commanded since the last observation, A.
  var commandedPeak: Float = 0
  /// What the firmware's defect needs to know; nil in sound firmware.
  var lastSetpoint: (setpoint: Setpoint, sequence: UInt16)?

  init(parameters: PlantParameters, seed: UInt64) {
    plant = Plant(parameters: parameters, seed: seed)
  }

  /// One control period of the physics.
  mutating func step(now: Instant) -> SensorReadings {
    if case .current(let current) = drive {
      commandedPeak = max(commandedPeak, current.amperes < 0 ? -current.amperes : current.amperes)
    }
    let readings = plant.step(drive: drive)
    motion.push(plant.headAcceleration.g, now: now)
    return readings
  }

  mutating func heal() {
    isForceStuck = false
    plant.driveFault = .none
    plant.headFault = .none
    plant.housingFault = .none
  }

  /// What hardware does when its supply is taken away.
  mutating func lose() {
    plant.powered = false
    drive = .brake
  }
}
