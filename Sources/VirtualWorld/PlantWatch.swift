// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities
import Simulator

/// What is promised of every plant by itself, and what the checkers have to know about this one.
struct PlantWatch: Sendable {
  var silence = SilenceChecker()
  var stops = StopChecker()
  var held = LatchChecker()
  var envelope = EnvelopeChecker()
  var sensors = SensorChecker()
  var handledUntil: Int64 = 0
  var knockedUntil: Int64 = 0
  /// Its power stage obeys.
  var isStageSound = true

  mutating func check(_ seen: WorldMoment) -> Violation? {
    if let violation = silence.check(seen) { return violation }
    if let violation = stops.check(seen) { return violation }
    if let violation = held.check(seen) { return violation }
    if let violation = envelope.check(seen) { return violation }
    return sensors.check(seen)
  }
}

extension WorldMoment {
  /// The same as one of several plants has it.
  func of(_ actuator: Int, _ glimpse: HeadObservation, _ plant: PlantWatch, time: Int64)
    -> WorldMoment
  {
    var seen = self
    seen.isDriven = glimpse.current > .zero
    seen.current = glimpse.current.amperes
    seen.acceleration = glimpse.acceleration.g
    seen.isStageSound = plant.isStageSound
    seen.isHandled = time < plant.handledUntil
    seen.isKnocked = time < plant.knockedUntil
    // Another one's setpoint keeps this one alive neither here nor there.
    if let setpoint = setpointLeft, Int(setpoint.actuator) != actuator { seen.setpointLeft = nil }
    return seen
  }
}
