// SPDX-License-Identifier: Apache-2.0
import Envelope
import Quantities

extension Engine {
  /// Whether a stream has nothing more to say: its newest setpoint has expired.
  var isStreamSilent: Bool {
    guard let setpoint = run.setpoint else { return true }
    return now >= setpoint.until
  }

  /// What a step asks for at this moment, before every limit.
  // Mutating, since a getter would copy the whole engine.
  mutating func target(of step: EngineStep, in program: ProgramView) -> (
    frequency: Hertz, amplitude: Displacement
  ) {
    switch step.kind {
    case .drive:
      let (frequency, amplitude) = program.sample(step, run.stepElapsed)
      // A proof has shown that a formula gives numbers; nothing is driven if it should not.
      guard frequency.hertz > 0, amplitude.millimeters > 0 else {
        return (stillFrequency(step), .zero)
      }
      return (frequency, amplitude)
    case .live:
      // The supervisor has refused what is outside; less is asked for, never more, if it has not,
      // and nothing for what is no number.
      guard let setpoint = run.setpoint, setpoint.amplitude.millimeters > 0,
        setpoint.frequency.hertz > 0
      else { return (stillFrequency(step), .zero) }
      return (setpoint.frequency, min(setpoint.amplitude, step.amplitudeEnd))
    case .rest, .move, .ask: return (stillFrequency(step), .zero)
    }
  }

  /// What does not move keeps its frequency.
  private mutating func stillFrequency(_ step: EngineStep) -> Hertz {
    slew.frequency > .zero ? slew.frequency : step.frequencyStart
  }
}
