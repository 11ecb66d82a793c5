// SPDX-License-Identifier: Apache-2.0
import Quantities

extension Plant {
  mutating func readSensors() -> SensorReadings {
    let (headNoise, housingNoise) = random.nextNoisePair()
    let (currentNoise, forceNoise) = random.nextNoisePair()
    let perGravity: Float = 1 / Motion.standardGravity
    let noise = parameters.sensors.accelerometerNoise.g
    preloadEstimate += (motion.contactForce - preloadEstimate) * constants.preloadShare
    let force =
      preloadGain * preloadEstimate + preloadOffset + parameters.sensors.preloadNoise.newtons
      * forceNoise
    return SensorReadings(
      head: accelerometer(motion.headAcceleration * perGravity + noise * headNoise, headFault),
      housing: accelerometer(
        motion.housingAcceleration * perGravity + noise * housingNoise, housingFault),
      current: Current(
        amperes: coil.current + parameters.sensors.currentNoise.amperes * currentNoise),
      driveVoltage: Voltage(volts: coil.voltage), contactForce: faulty(force),
      winding: Temperature(celsius: heat.winding),
      housingTemperature: Temperature(celsius: heat.housing),
      headTemperature: Temperature(celsius: heat.head), battery: cell.charge,
      supply: Voltage(volts: cell.volts))
  }

  private func accelerometer(_ g: Float, _ fault: SensorFault) -> Acceleration {
    let range = parameters.sensors.accelerometerRange.g
    switch fault {
    case .none:
      let clipped = g > -range ? (g < range ? g : range) : -range
      let scaled = clipped * constants.accelerometerSteps
      let whole = Float(Int32(scaled + (scaled < 0 ? -0.5 : 0.5)))
      return Acceleration(g: whole * constants.accelerometerStep)
    case .dead: return .zero
    case .saturated: return Acceleration(g: range)
    }
  }

  private func faulty(_ force: Float) -> Force {
    switch forceFault {
    case .none: Force(newtons: max(0, force))
    case .dead: .zero
    case .saturated: Force(newtons: 50)
    }
  }
}
