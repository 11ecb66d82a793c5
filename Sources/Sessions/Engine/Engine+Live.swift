// SPDX-License-Identifier: Apache-2.0
import Envelope
import Quantities

extension Engine {
  /// Whether a stream has nothing more to say: the newest setpoint of every actuator has expired.
  // Mutating, since a getter would copy the whole engine.
  mutating func isStreamSilent() -> Bool {
    for index in run.setpoints.indices {
      if let setpoint = run.setpoints[index], now < setpoint.until { return false }
    }
    return true
  }

  /// What a step asks for at this moment, before every limit.
  // Mutating, since a getter would copy the whole engine.
  mutating func target(of index: Int, _ step: EngineStep, in program: ProgramView) -> (
    frequency: Hertz, amplitude: Displacement
  ) {
    switch step.kind {
    case .drive:
      guard let drive = program.drive(of: UInt8(index), step) else {
        return (stillFrequency(index, step), .zero)
      }
      let (frequency, amplitude) = program.sample(drive, in: step, run.stepElapsed)
      // A proof has shown that a formula gives numbers; nothing is driven if it should not.
      guard frequency.hertz > 0, amplitude.millimeters > 0 else {
        return (stillFrequency(index, step), .zero)
      }
      return (frequency, amplitude)
    case .live:
      // The supervisor has refused what is outside; less is asked for, never more, if it has not,
      // and nothing for what is no number or too old.
      guard let setpoint = run.setpoints[index], now < setpoint.until,
        setpoint.amplitude.millimeters > 0, setpoint.frequency.hertz > 0
      else { return (stillFrequency(index, step), .zero) }
      return (setpoint.frequency, min(setpoint.amplitude, step.amplitudeEnd))
    case .rest, .move, .ask: return (stillFrequency(index, step), .zero)
    }
  }

  /// What does not move keeps its frequency.
  private mutating func stillFrequency(_ index: Int, _ step: EngineStep) -> Hertz {
    let last = controls[index].slew.frequency
    return last > .zero ? last : step.frequencyStart
  }
}
