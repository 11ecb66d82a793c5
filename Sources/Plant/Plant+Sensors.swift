// SPDX-License-Identifier: Apache-2.0
import Quantities

extension Plant {
  @inlinable @inline(__always) mutating func readSensors() -> SensorReadings {
    let (headNoise, housingNoise) = random.nextNoisePair()
    let (currentNoise, forceNoise) = random.nextNoisePair()
    let perGravity: Float = 1 / Motion.standardGravity
    let noise = parameters.sensors.accelerometerNoise.g
    let range = parameters.sensors.accelerometerRange.g
    preloadEstimate += (motion.contactForce - preloadEstimate) * constants.preloadShare
    let force =
      preloadGain * preloadEstimate + preloadOffset + parameters.sensors.preloadNoise.newtons
      * forceNoise
    return SensorReadings(
      head: Plant.accelerometer(
        motion.headAcceleration * perGravity + noise * headNoise, headFault, range: range,
        perStep: constants.accelerometerStep, steps: constants.accelerometerSteps),
      housing: Plant.accelerometer(
        motion.housingAcceleration * perGravity + noise * housingNoise, housingFault,
        range: range, perStep: constants.accelerometerStep, steps: constants.accelerometerSteps),
      current: Current(
        amperes: coil.current + parameters.sensors.currentNoise.amperes * currentNoise),
      driveVoltage: Voltage(volts: coil.voltage),
      contactForce: Plant.scale(force, forceFault),
      winding: Temperature(celsius: heat.winding),
      housingTemperature: Temperature(celsius: heat.housing),
      headTemperature: Temperature(celsius: heat.head), battery: cell.charge,
      supply: Voltage(volts: cell.volts))
  }

  // Without the plant itself: a method of it would copy it.
  @inlinable @inline(__always) static func accelerometer(
    _ g: Float, _ fault: SensorFault, range: Float, perStep: Float, steps: Float
  ) -> Acceleration {
    switch fault {
    case .none:
      let clipped = g > -range ? (g < range ? g : range) : -range
      let scaled = clipped * steps
      let whole = Float(Int32(scaled + (scaled < 0 ? -0.5 : 0.5)))
      return Acceleration(g: whole * perStep)
    case .dead: return .zero
    case .saturated: return Acceleration(g: range)
    }
  }

  @inlinable @inline(__always) static func scale(_ force: Float, _ fault: SensorFault) -> Force {
    switch fault {
    case .none: Force(newtons: max(0, force))
    case .dead: .zero
    case .saturated: Force(newtons: 50)
    }
  }
}
