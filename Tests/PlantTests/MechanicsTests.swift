// SPDX-License-Identifier: Apache-2.0
import Foundation
import Plant
import Quantities
import Randomness
import Testing

@Suite("The plant's mechanics")
struct MechanicsTests {
  private func steady(_ load: Load, preload: Float = 10) -> PlantParameters {
    var p = PlantParameters.reference(load: load, preload: Force(newtons: preload))
    p.hand = .steady
    return p
  }

  @Test("15 N of preload deflects the suspension by 7.5 mm, less what it hardens")
  func staticDeflection() {
    let plant = Plant(parameters: steady(.normal, preload: 15), seed: 1)
    let millimeters = -plant.truth.strokeMeters * 1000
    // 2·x·(1 + 0.03·(x/6)²) = 15 at x = 7.19 mm; the linear suspension gives 7.5.
    #expect(abs(millimeters - 7.19) < 0.02)
    #expect(abs(millimeters - 7.5) < 0.4)
  }

  @Test("stays at rest when nothing drives it, on every load")
  func rest() {
    for load in Load.allCases {
      var plant = Plant(parameters: steady(load), seed: 3)
      for _ in 0..<8000 { _ = plant.step(drive: .open) }
      #expect(abs(plant.truth.headMeters) < 1e-6, "\(load)")
      let expected: Float = load == .freeAir ? 0 : 10
      #expect(abs(plant.truth.contactForce.newtons - expected) < 0.01, "\(load)")
    }
  }

  /// Peak displacement per newton, measured over the last of two seconds.
  private func gain(_ parameters: PlantParameters, hertz: Float, amperes: Float) -> Float {
    var plant = Plant(parameters: parameters, seed: 1)
    var cosine: Double = 0
    var sine: Double = 0
    var force: Double = 0
    for i in 0..<8000 {
      let angle = 2 * Double.pi * Double(hertz) * Double(i) / 4000
      let drive = PlantDrive.current(Current(amperes: amperes * Float(cos(angle))))
      _ = plant.step(drive: drive)
      guard i >= 4000 else { continue }
      let x = Double(plant.truth.headMeters)
      cosine += x * cos(angle)
      sine += x * sin(angle)
      force = max(force, Double(abs(plant.truth.current.amperes)) * 8)
    }
    return Float((cosine * cosine + sine * sine).squareRoot() / 2000 / force)
  }

  /// Head displacement per newton from the linear equations, in doubles.
  private func analytic(hertz: Double, tissue: (k: Double, c: Double, m: Double)?) -> Double {
    let w = 2 * Double.pi * hertz
    let palm = Complex(4000, 40 * w)
    let hand = Complex(200 - 0.6 * w * w, 10 * w)
    let body = palm * hand / (palm + hand) + Complex(-0.35 * w * w, 0)
    let suspension = Complex(2000, 3 * w)
    var load = Complex(-0.08 * w * w, 0)
    if let t = tissue {
      // The contact's own spring and damper are in series with the tissue.
      let contact = Complex(5e5, 60 * w)
      let under = Complex(t.k - t.m * w * w, t.c * w)
      load = load + contact * under / (contact + under)
    }
    // Whatever accelerates the head reacts on the housing: X_b = −(load/body)·X.
    let moved = Complex(1, 0) + load / body
    return 1 / (load + suspension * moved).magnitude
  }

  @Test(
    "gain in free air is the analytic one within 3 % from 15 to 150 Hz",
    arguments: [
      15, 20, 25, 30, 45, 60, 80, 100, 150,
    ])
  func freeAir(hertz: Float) {
    let amperes: Float = hertz < 40 ? 0.02 : 0.1
    let measured = gain(steady(.freeAir), hertz: hertz, amperes: amperes)
    let expected = Float(analytic(hertz: Double(hertz), tissue: nil))
    #expect(abs(measured / expected - 1) < 0.03)
  }

  @Test(
    "gain on tissue is the analytic one, stiffened by the preload", arguments: [20, 30, 45, 80])
  func onTissue(hertz: Float) {
    // Almost no preload, so that neither suspension nor coil has left its middle.
    let measured = gain(steady(.normal, preload: 1), hertz: hertz, amperes: 0.002)
    let expected = Float(analytic(hertz: Double(hertz), tissue: (1600 * 1.1, 6.9, 0.18)))
    #expect(abs(measured / expected - 1) < 0.04)
  }

  @Test("the free head resonates where mass, suspension and the held housing put it")
  func resonance() {
    var best: (hertz: Float, gain: Float) = (0, 0)
    var truth: (hertz: Float, gain: Double) = (0, 0)
    for i in 0...40 {
      let hertz = 18 + Float(i) * 0.4
      let measured = gain(steady(.freeAir), hertz: hertz, amperes: 0.01)
      if measured > best.gain { best = (hertz, measured) }
      let expected = analytic(hertz: Double(hertz), tissue: nil)
      if expected > truth.gain { truth = (hertz, expected) }
    }
    #expect(abs(best.hertz - truth.hertz) <= 0.8)
    #expect(best.hertz > 23 && best.hertz < 29)
  }

  @Test("mechanical energy never grows without drive", arguments: Load.allCases)
  func energy(load: Load) {
    var parameters = steady(load, preload: 10)
    parameters.suspensionHardening = 0
    var plant = Plant(parameters: parameters, seed: 1)
    for i in 0..<2000 {
      let drive = Current(amperes: 0.1 * Float(cos(2 * Double.pi * 27 * Double(i) / 4000)))
      _ = plant.step(drive: .current(drive))
    }
    // The free decay's peaks fall from cycle to cycle.
    var peaks: [Float] = []
    for _ in 0..<8 {
      var peak: Float = 0
      for _ in 0..<200 {
        _ = plant.step(drive: .open)
        peak = max(peak, abs(plant.truth.headMeters))
      }
      peaks.append(peak)
    }
    for (before, after) in zip(peaks, peaks.dropFirst()) where before > 2e-6 {
      #expect(after < before * 1.02, "\(load) \(peaks)")
    }
    #expect(peaks[7] < peaks[0] * 0.1)
  }

  @Test(
    "stays finite and within its stops under the hardest drive, loads and blows", arguments: 0..<20)
  func stable(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let set: TissueSet = seed % 2 == 0 ? .heavy : .light
    var parameters = PlantParameters.reference(load: .bony, set: set)
    parameters = parameters.spread(seed: seed)
    var plant = Plant(parameters: parameters, seed: seed)
    var highest: Float = 0
    for i in 0..<20000 {
      let hertz = 15 + 0.005 * Float(i)
      let turns = hertz * Float(i) / 4000
      _ = plant.step(drive: .current(Current(amperes: 2 * PortableMath.sine(turns: turns))))
      if i % 900 == 0 {
        switch random.next() % 5 {
        case 0: plant.lift(over: .milliseconds(2))
        case 1: plant.setDown(over: .milliseconds(2))
        case 2: plant.setLoad(.relaxed, over: .milliseconds(1))
        case 3: plant.setLoad(.bony, over: .milliseconds(1))
        default: plant.press(Force(newtons: 15), over: .milliseconds(5))
        }
      }
      highest = max(highest, abs(plant.truth.strokeMeters))
      #expect(plant.truth.headMeters.isFinite)
      if !plant.truth.headMeters.isFinite { return }
    }
    #expect(highest < 0.0135, "seed \(seed)")
  }

  @Test("a shorted coil stops ringing sooner than an open one")
  func brake() {
    func ringing(_ mode: PlantDrive) -> Float {
      var plant = Plant(parameters: steady(.freeAir), seed: 1)
      var last: Float = 0
      for i in 0..<6000 {
        let ramp = i < 2000 ? 1 : max(0, 1 - Float(i - 2000) / 400)
        let drive = 0.1 * ramp * Float(cos(2 * Double.pi * 25 * Double(i) / 4000))
        _ = plant.step(drive: i < 2400 ? .current(Current(amperes: drive)) : mode)
        if i >= 2000, abs(plant.truth.headAcceleration.g) > 0.1 { last = Float(i - 2000) / 4 }
      }
      return last
    }
    let braked = ringing(.brake)
    let open = ringing(.open)
    #expect(braked > 80 && braked < 140, "\(braked) ms after a 100 ms ramp began")
    #expect(open > braked)
  }

  @Test("the same seed gives the same bits, another seed does not")
  func deterministic() {
    func trace(_ seed: UInt64) -> [UInt32] {
      var plant = Plant(parameters: .reference(load: .normal), seed: seed)
      return (0..<2000).map { i in
        let drive = Current(amperes: PortableMath.sine(turns: Float(i) * 0.01))
        return plant.step(drive: .current(drive)).head.g.bitPattern
      }
    }
    #expect(trace(5) == trace(5))
    #expect(trace(5) != trace(6))
  }
}

/// Just enough of complex numbers for a reference in doubles.
private struct Complex {
  var re: Double
  var im: Double
  init(_ re: Double, _ im: Double) {
    self.re = re
    self.im = im
  }
  var magnitude: Double { (re * re + im * im).squareRoot() }
  static func + (a: Complex, b: Complex) -> Complex { Complex(a.re + b.re, a.im + b.im) }
  static func * (a: Complex, b: Complex) -> Complex {
    Complex(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re)
  }
  static func / (a: Complex, b: Complex) -> Complex {
    let d = b.re * b.re + b.im * b.im
    return Complex((a.re * b.re + a.im * b.im) / d, (a.im * b.re - a.re * b.im) / d)
  }
}
