// SPDX-License-Identifier: Apache-2.0
import Acceptance
import Plant
import Quantities
import Randomness
import Regulation
import Testing

/// Every hand and tissue value its own factor within ±50 %, drawn from the seed.
@Suite("Regulator on hands and tissues within ±50 %")
struct RegulatorPropertyTests {
  private struct Case {
    let hertz: Float
    let target: Float
    let load: Load
    let set: TissueSet
    let hasForce: Bool
    var loop: RegulatorLoop

    init(seed: UInt64, hand: Hand = .reference) {
      var random = SplitMix64(seed: seed &* 77)
      func pick(_ n: UInt64) -> Int { Int(random.next() % n) }
      hertz = [20, 22, 25, 30, 38, 45, 60, 80, 100][pick(9)]
      let most = min(1, Motion.amplitude(Hertz(hertz: hertz), Acceleration(g: 4)).millimeters)
      target = most * (0.6 + 0.4 * abs(random.nextSymmetric()))
      load = [.relaxed, .normal, .tense][pick(3)]
      set = TissueSet.allCases[pick(2)]
      hasForce = pick(2) == 0
      var reference = PlantParameters.reference(load: load, set: set)
      reference.hand = hand
      loop = RegulatorLoop(
        parameters: reference.spread(seed: seed), frequency: Hertz(hertz: hertz),
        hasForce: hasForce, seed: seed)
    }

    mutating func run(seconds: Float, _ watch: (RegulatorLoop) -> Void = { _ in }) {
      for _ in 0..<Int(seconds * 4000) {
        loop.step()
        watch(loop)
      }
    }
  }

  @Test(
    "H2: never drives beyond the free-air-safe cap, and settles without hunting", arguments: 0..<60)
  func stable(seed: UInt64) {
    // A steady hand: what moves is the loop, not the tremor.
    var c = Case(seed: seed, hand: .steady)
    let cap = ActuatorModel.reference.freeAirSafeDrive(at: Hertz(hertz: c.hertz))
    let about = "seed \(seed): \(c.hertz) Hz \(c.target) mm \(c.load) \(c.set) force \(c.hasForce)"
    while c.loop.target.millimeters < c.target {
      c.loop.target.millimeters = min(c.target, c.loop.target.millimeters + 0.00025)
      c.run(seconds: 0.00025)
    }
    c.run(seconds: 1.5)
    var least: Float = .greatestFiniteMagnitude
    var most: Float = 0
    var limiter = Limiter.none
    c.run(seconds: 1) {
      if $0.output.limiter != .none { limiter = $0.output.limiter }
      least = min(least, $0.cycleAmplitude)
      most = max(most, $0.cycleAmplitude)
    }
    #expect(c.loop.largestCurrent <= cap.amperes * 1.001 + 1e-4, "\(about)")
    #expect(c.loop.latches == 0, "\(about)")
    #expect(most <= c.target / 2 * 1.06, "\(about): \(most * 2)")
    // It either holds the target or says what keeps it below.
    if limiter == .none {
      #expect(least >= c.target / 2 * 0.94, "\(about): \(least * 2)")
      #expect(most - least < 0.05 * most, "\(about)")
    } else {
      #expect(limiter == .freeAirSafe || limiter == .holdContact, "\(about): \(limiter)")
    }
  }

  @Test(
    "H2: lift-off stays under 3.6 times the target per cycle, and falls to free-air level",
    arguments: 0..<40)
  func lifted(seed: UInt64) {
    var c = Case(seed: seed &+ 1000)
    let about = "seed \(seed): \(c.hertz) Hz \(c.target) mm \(c.load) \(c.set) force \(c.hasForce)"
    while c.loop.target.millimeters < c.target {
      c.loop.target.millimeters = min(c.target, c.loop.target.millimeters + 0.00025)
      c.run(seconds: 0.00025)
    }
    c.run(seconds: 1)
    c.loop.plant.lift()
    var most: Float = 0
    c.run(seconds: 1) { most = max(most, $0.cycleAmplitude) }
    let radius = c.target / 2
    #expect(most < 3.6 * radius, "\(about): \(most / radius)")
    #expect(c.loop.cycleAmplitude < 0.65 * radius, "\(about): \(c.loop.cycleAmplitude / radius)")
    c.loop.plant.setDown()
    c.run(seconds: 2)
    #expect(c.loop.cycleAmplitude < 1.06 * radius, "\(about)")
    #expect(c.loop.output.contact == .touching || c.loop.latches != 0, "\(about)")
  }

  @Test("telemetry that stays away freezes the drive instead of raising it")
  func stale() {
    var regulator = AmplitudeRegulator(model: .reference)
    let hertz = Hertz(hertz: 45)
    var highest: Float = 0
    for i in 0..<2000 {
      let output = regulator.step(
        target: Displacement(millimeters: 0.2 + Float(i) * 0.001), frequency: hertz, fresh: nil,
        driveCap: Current(amperes: 2), now: Instant(milliseconds: UInt64(i)))
      highest = max(highest, output.drive.amperes)
      if i > 302 { #expect(output.limiter == .frozen) }
    }
    let free = 0.0005 * 0.51 / ActuatorModel.reference.freeAirGain(hertz) / 8
    #expect(highest <= free * 1.05)
  }

  @Test("what is not a number drives nothing", arguments: [Float.nan, -1, .infinity])
  func notANumber(value: Float) {
    var regulator = AmplitudeRegulator(model: .reference)
    let now = Instant(milliseconds: 1)
    for (target, hertz) in [(value, 45), (1, value)] {
      let output = regulator.step(
        target: Displacement(millimeters: target), frequency: Hertz(hertz: hertz), fresh: nil,
        driveCap: Current(amperes: 2), now: now)
      #expect(output.drive == .zero)
    }
    let output = regulator.step(
      target: Displacement(millimeters: 1), frequency: Hertz(hertz: 45),
      fresh: LockInValue(
        frequency: Hertz(hertz: 45), head: Phasor(inPhase: value, quadrature: value),
        housing: Phasor(inPhase: value, quadrature: 0),
        current: Phasor(inPhase: value, quadrature: 0),
        force: Force(newtons: value), centre: now, age: .zero, clipped: false),
      driveCap: Current(amperes: 0.5), now: now)
    #expect(output.drive.amperes <= 0.5)
    #expect(output.drive.amperes >= 0)
  }
}
