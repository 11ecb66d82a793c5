// SPDX-License-Identifier: Apache-2.0
import Envelope
import Quantities
import Randomness
import Testing

@Suite("Bounds")
struct BoundsTests {
  let deep = Bounds(
    frequencyMin: Hertz(hertz: 20), frequencyMax: Hertz(hertz: 45),
    amplitudeMax: Displacement(millimeters: 3), accelerationMax: Acceleration(g: 8))

  @Test("H5, H12: the amplitude cap never exceeds the box nor the acceleration, at any frequency")
  func cap() {
    var f: Float = 15
    while f < 60 {
      let cap = deep.amplitudeCap(at: Hertz(hertz: f))
      if f < 20 || f > 45 {
        #expect(cap == .zero)
        #expect(deep.limit(at: Hertz(hertz: f)) == .band)
      } else {
        #expect(cap.millimeters > 0 && cap <= deep.amplitudeMax)
        #expect(Motion.peakAcceleration(Hertz(hertz: f), cap).g <= 8 * 1.000001)
      }
      f += 0.37
    }
    #expect(deep.limit(at: Hertz(hertz: 20)) == .amplitude)
    #expect(deep.limit(at: Hertz(hertz: 45)) == .acceleration)
  }

  @Test(
    "intersection is never wider than either side, and nil when nothing is left", arguments: 0..<10)
  func intersection(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for _ in 0..<200 {
      let a = Self.any(&random)
      let b = Self.any(&random)
      guard let both = a.intersection(b) else {
        #expect(a.frequencyMin > b.frequencyMax || b.frequencyMin > a.frequencyMax)
        continue
      }
      #expect(both == b.intersection(a))
      let f = Hertz(hertz: Float.random(in: 5...160, using: &random))
      #expect(both.amplitudeCap(at: f) <= a.amplitudeCap(at: f))
      #expect(both.amplitudeCap(at: f) <= b.amplitudeCap(at: f))
    }
  }

  @Test("a side that is not a number, infinite or zero allows nothing")
  func unusable() {
    for bad in [Float.nan, .infinity, -.infinity, 0, -1] {
      var broken = deep
      broken.amplitudeMax.millimeters = bad
      #expect(deep.intersection(broken) == nil)
      broken = deep
      broken.accelerationMax.g = bad
      #expect(broken.intersection(deep) == nil)
      broken = deep
      broken.frequencyMax.hertz = bad
      #expect(deep.intersection(broken) == nil)
    }
  }

  @Test("scaling scales the reachable amplitude at every frequency and never widens")
  func scaling() {
    for f in [20, 30, 38, 45] as [Float] {
      let whole = deep.amplitudeCap(at: Hertz(hertz: f)).millimeters
      let half = deep.scaled(amplitude: 0.5).amplitudeCap(at: Hertz(hertz: f)).millimeters
      #expect(abs(half - whole / 2) < 1e-5)
    }
    #expect(deep.scaled(amplitude: 3) == deep)
    #expect(!deep.scaled(amplitude: .nan).isUsable)
    #expect(!deep.scaled(amplitude: -1).isUsable)
  }

  private static func any(_ random: inout some RandomNumberGenerator) -> Bounds {
    let low = Float.random(in: 5...100, using: &random)
    return Bounds(
      frequencyMin: Hertz(hertz: low),
      frequencyMax: Hertz(hertz: low + Float.random(in: 0...60, using: &random)),
      amplitudeMax: Displacement(millimeters: Float.random(in: 0.1...4, using: &random)),
      accelerationMax: Acceleration(g: Float.random(in: 0.5...10, using: &random)))
  }
}
