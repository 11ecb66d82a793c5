// SPDX-License-Identifier: Apache-2.0
import Envelope
import Programs
import Quantities

/// Programs to draw, on a device that can do 2 mm and 6 g.
enum Samples {
  static let device = Bounds(
    frequencyMin: Hertz(hertz: 10), frequencyMax: Hertz(hertz: 100),
    amplitudeMax: Displacement(millimeters: 2), accelerationMax: Acceleration(g: 6))

  static func timeline(_ steps: String, side: SideChoice? = nil) throws -> Timeline {
    let text = """
      tonus: 1
      title: A < B & "C"
      zone: multifidus-lumbar
      side: left
      change-sides: {text: Other side., wait: 10 s}
      intensity: 10
      steps:
      \(steps)
      """
    return try Checker.prove(text: text, arguments: ProgramArguments(side: side), device: device)
      .get()
  }

  static let short = """
      - hold: {frequency: 25 Hz, amplitude: 1 mm, for: 3 s}
      - rest: 1 s
      - ramp: {frequency: 25 Hz to 35 Hz, amplitude: 0.2 mm to 1.2 mm, for: 4 s}
    """
}
