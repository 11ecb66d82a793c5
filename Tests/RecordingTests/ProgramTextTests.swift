// SPDX-License-Identifier: Apache-2.0
import Envelope
import Programs
import Quantities
import Sessions
import Testing

@testable import Recording

@Suite("A program in a recording")
struct ProgramTextTests {
  @Test("comes back as it was, with its waves, branches and reactions")
  func whole() throws {
    let text = """
      tonus: 1
      title: All of it
      zone: multifidus-lumbar:left
      on: {pain >= 6: soften 30 %}
      steps:
        - wave: {frequency: 30 Hz, amplitude: 0.4 mm + 0.1 mm * sin(2 Hz * t), for: 8 s, limit: force 20 N}
        - ask: {text: How?, answers: {0-4: continue}}
        - hold: {frequency: 30 Hz, amplitude: 0.3 mm, for: 2 s, while: contact}
        - rest: 1 s
      """
    let device = Bounds(
      frequencyMin: Hertz(hertz: 5), frequencyMax: Hertz(hertz: 100),
      amplitudeMax: Displacement(millimeters: 5), accelerationMax: Acceleration(g: 10))
    let program = ProvedProgram(try Checker.prove(text: text, device: device).get()).engine
    #expect(!program.waves.isEmpty && !program.branches.isEmpty)
    let words = ProgramText.encode(program).split(separator: " ")
    #expect(ProgramText.decode(words[...]) == program)
    #expect(ProgramText.decode(words.dropLast()) == nil)
    #expect(ProgramText.decode(words.filter { !$0.hasPrefix("code") }[...]) == nil)
  }
}
