// SPDX-License-Identifier: Apache-2.0
import Envelope
import Programs
import Quantities
import Randomness
import Testing

@Suite("The envelope proof") struct EnvelopeProofTests {
  static let bounds = Bounds(
    frequencyMin: Hertz(hertz: 20), frequencyMax: Hertz(hertz: 100),
    amplitudeMax: Displacement(millimeters: 3), accelerationMax: Acceleration(g: 10))

  private func step(_ f0: Float, _ f1: Float, _ a0: Float, _ a1: Float, milliseconds: Int64 = 1000)
    -> TimelineStep
  {
    TimelineStep(
      kind: .drive, duration: .milliseconds(milliseconds), frequencyStart: Hertz(hertz: f0),
      frequencyEnd: Hertz(hertz: f1), amplitudeStart: Displacement(millimeters: a0),
      amplitudeEnd: Displacement(millimeters: a1), segment: 0)
  }

  @Test("H12: both ends under the cap and the middle over it is refuted")
  func middle() {
    let cap0 = Self.bounds.amplitudeCap(at: Hertz(hertz: 45)).millimeters
    let cap1 = Self.bounds.amplitudeCap(at: Hertz(hertz: 90)).millimeters
    let chord = step(45, 90, cap0, cap1)
    guard
      case .refuted(let moment, let frequency, let amplitude, let cap) = EnvelopeProof.verdict(
        chord, in: Self.bounds)
    else {
      Issue.record("a chord over 1/f² passed")
      return
    }
    #expect(moment > .zero && moment < .seconds(Int64(1)))
    #expect(amplitude > cap)
    #expect(Motion.peakAcceleration(frequency, amplitude) > Self.bounds.accelerationMax)
  }

  @Test("values that are no numbers and frequencies outside the band are refuted")
  func nonsense() {
    for bad in [
      step(.nan, 40, 1, 1), step(40, .nan, 1, 1), step(40, 40, .nan, 1), step(40, 40, 1, .nan),
      step(10, 40, 1, 1), step(40, 101, 0.1, 0.1), step(40, 40, .infinity, 1),
    ] {
      guard case .refuted = EnvelopeProof.verdict(bad, in: Self.bounds) else {
        Issue.record("\(bad) was not refuted")
        continue
      }
    }
  }

  @Test("H12: what is proved holds at every millisecond, and every witness violates")
  func property() {
    var random = SplitMix64(seed: 0x70_6e_75_73)
    var proved = 0
    var refuted = 0
    for _ in 0..<2000 {
      let low = Float.random(in: 5...60, using: &random)
      let bounds = Bounds(
        frequencyMin: Hertz(hertz: low),
        frequencyMax: Hertz(hertz: low + .random(in: 0...100, using: &random)),
        amplitudeMax: Displacement(millimeters: .random(in: 0.05...5, using: &random)),
        accelerationMax: Acceleration(g: .random(in: 0.1...12, using: &random)))
      let f0 = Float.random(in: low...bounds.frequencyMax.hertz, using: &random)
      let f1 = Float.random(in: low...bounds.frequencyMax.hertz, using: &random)
      // Around the cap at both ends, where it is close.
      let a0 = bounds.amplitudeCap(at: Hertz(hertz: f0)).millimeters
      let a1 = bounds.amplitudeCap(at: Hertz(hertz: f1)).millimeters
      let step = step(
        f0, f1, a0 * .random(in: 0.7...1.01, using: &random),
        a1 * .random(in: 0.7...1.01, using: &random),
        milliseconds: .random(in: 100...600, using: &random))
      switch EnvelopeProof.verdict(step, in: bounds) {
      case .proved:
        proved += 1
        let acceleration = EnvelopeProof.accelerationBound(step)
        for millisecond in 0...step.duration.milliseconds {
          let (f, a) = step.sample(.milliseconds(millisecond))
          let cap = bounds.amplitudeCap(at: f).millimeters
          #expect(a.millimeters <= cap * 1.000_004)
          #expect(Motion.peakAcceleration(f, a).g <= acceleration.g * 1.000_004)
        }
      case .refuted(_, let frequency, let amplitude, let cap):
        refuted += 1
        #expect(!(amplitude.millimeters <= cap.millimeters))
        #expect(bounds.amplitudeCap(at: frequency) == cap)
      case .notProved: break
      }
    }
    #expect(proved > 200 && refuted > 200)
  }

  @Test("a step is sampled from its start to its end, and is still outside driving")
  func sampling() {
    let ramp = step(20, 40, 1, 3)
    #expect(ramp.sample(.milliseconds(-5)) == (Hertz(hertz: 20), Displacement(millimeters: 1)))
    #expect(ramp.sample(.milliseconds(500)) == (Hertz(hertz: 30), Displacement(millimeters: 2)))
    #expect(ramp.sample(.milliseconds(9999)) == (Hertz(hertz: 40), Displacement(millimeters: 3)))
    var still = ramp
    still.kind = .rest
    #expect(still.sample(.milliseconds(500)) == (.zero, .zero))
  }
}
