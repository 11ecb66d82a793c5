// SPDX-License-Identifier: Apache-2.0
import Envelope
import Plant
import Quantities
import Sessions

extension Scenario {
  /// Draws a scenario: which kinds of fault occur at all is drawn first ("swarm"), so that some seeds
  /// see one kind often and others a mixture.
  public init(seed: UInt64) {
    var dice = Dice(seed: seed &* 0x9e37_79b9_7f4a_7c15 &+ 1)
    self.seed = seed
    load = dice.one(of: [.relaxed, .normal, .tense, .bony])
    set = dice.one(of: [.heavy, .light])
    preload = dice.between(6, 15)
    spread = dice.chance(2) ? 0.5 : 0
    latencyMicroseconds = Int64(dice.below(2500)) + 200
    jitterMicroseconds = Int64(dice.below(800)) + 1
    driftPartsPerMillion = Int64(dice.below(201)) - 100
    renewEvery = Int64(dice.below(350)) + 150
    (program, treatments) = Scenario.program(&dice)
    again = dice.chance(3)
    let planned = program.duration.milliseconds
    lengthMilliseconds = planned + 9000 + (again ? planned : 0)
    events = []
    // One seed in eight is left in peace: what must work undisturbed is checked too.
    if !dice.chance(8) { drawEvents(&dice, planned) }
    events.sort { $0.at < $1.at }
  }

  private static func program(_ dice: inout Dice) -> (ProvedProgram, [Treatment]) {
    let classes: [(SafetyClass, Float, Float, Float)] = [
      (.a, 20, 60, 2), (.b, 20, 50, 1.5), (.neck, 20, 40, 0.6),
    ]
    var steps: [EngineStep] = []
    var segments: [ProvedSegment] = []
    var treatments: [Treatment] = []
    let count = 1 + dice.below(3)
    for index in 0..<count {
      let (safetyClass, low, high, most) = dice.one(of: classes)
      let side = ZoneSide(zone: "zone-\(index)", side: dice.one(of: ["left", "right"]))
      let treatment = Treatment(zoneSide: side, safetyClass: safetyClass)
      treatments.append(treatment)
      let bounds = Bounds(
        frequencyMin: Hertz(hertz: low), frequencyMax: Hertz(hertz: high),
        amplitudeMax: Displacement(millimeters: most),
        accelerationMax: Limits.accelerationMaximum(safetyClass))
      segments.append(
        ProvedSegment(
          zoneSide: side, address: "\(side)",
          limits: EngineSegment(bounds: bounds, energisedMax: treatment.applicationMax)))
      if index > 0 { steps.append(still(.move, Int64(dice.below(3000)) + 2000, index)) }
      for _ in 0..<(1 + dice.below(3)) {
        steps.append(drive(&dice, bounds, index))
        if dice.chance(4) { steps.append(still(.rest, Int64(dice.below(1500)) + 200, index)) }
      }
    }
    let program = ProvedProgram(
      title: "drawn", steps: steps, segments: segments,
      stepTexts: steps.map { $0.kind == .move ? "Move the head." : "" })
    return (program, treatments)
  }

  private static func still(_ kind: EngineStep.Kind, _ milliseconds: Int64, _ segment: Int)
    -> EngineStep
  {
    EngineStep(
      kind: kind, duration: .milliseconds(milliseconds), frequencyStart: .zero,
      frequencyEnd: .zero, amplitudeStart: .zero, amplitudeEnd: .zero, segment: Int32(segment))
  }

  private static func drive(_ dice: inout Dice, _ bounds: Bounds, _ segment: Int) -> EngineStep {
    func frequency() -> Hertz {
      Hertz(hertz: dice.between(bounds.frequencyMin.hertz, bounds.frequencyMax.hertz))
    }
    let from = frequency()
    let to = dice.chance(2) ? from : frequency()
    let amplitudeFrom = bounds.amplitudeCap(at: from) * dice.between(0.1, 1)
    let amplitudeTo = bounds.amplitudeCap(at: to) * dice.between(0.1, 1)
    return EngineStep(
      kind: .drive, duration: .milliseconds(Int64(dice.below(4000)) + 1000), frequencyStart: from,
      frequencyEnd: to, amplitudeStart: amplitudeFrom, amplitudeEnd: amplitudeTo,
      segment: Int32(segment))
  }

  private mutating func drawEvents(_ dice: inout Dice, _ planned: Int64) {
    let window = UInt64(max(1000, planned))
    func at() -> Int64 { 600 + Int64(dice.below(Int(window))) }
    func add(_ happening: Happening) { events.append(Event(at: at(), happening: happening)) }
    func many(_ most: Int, _ make: () -> Happening) {
      for _ in 0..<(1 + dice.below(most)) { add(make()) }
    }
    if dice.chance(3) {
      for _ in 0..<(1 + dice.below(2)) {
        let lifted = at()
        events.append(Event(at: lifted, happening: .lift))
        events.append(
          Event(at: lifted + 100 + Int64(dice.below(3000)), happening: .setDown))
      }
    }
    if dice.chance(4) { many(3) { .press(dice.between(4, 18)) } }
    if dice.chance(4) { many(3) { .tissue(dice.one(of: [.relaxed, .normal, .tense])) } }
    if dice.chance(2) { many(2) { dice.one(of: [.stop, .stopFromElsewhere]) } }
    if dice.chance(3) {
      many(2) { .pause }
      many(3) { .resume }
    }
    if dice.chance(3) { many(3) { dice.one(of: [.soften, .stronger, .goOn, .intrude]) } }
    if dice.chance(8) { add(dice.one(of: [.release, .disconnect])) }
    if dice.chance(6) { add(.freezeClient(milliseconds: Int64(dice.below(3000)) + 300)) }
    if dice.chance(6) { many(2) { .stallEngine(milliseconds: Int64(dice.below(1200)) + 20) } }
    if dice.chance(6) { many(2) { .stallControl(milliseconds: Int64(dice.below(2500)) + 50) } }
    if dice.chance(10) { add(.killDaemon(milliseconds: Int64(dice.below(2000)) + 100)) }
    if dice.chance(8) {
      add(.ledgerFails)
      if dice.chance(2) { add(.ledgerRecovers) }
    }
    if dice.chance(4) {
      many(3) {
        .weather(
          lost: UInt16(dice.below(400)), doubled: UInt16(dice.below(200)),
          corrupted: UInt16(dice.below(300)), milliseconds: Int64(dice.below(3000)) + 100)
      }
    }
    if dice.chance(5) { many(2) { .holdToDevice(milliseconds: Int64(dice.below(900)) + 20) } }
    if dice.chance(5) { many(2) { .holdToHost(milliseconds: Int64(dice.below(900)) + 20) } }
    if dice.chance(4) { add(.loseStops(1 + dice.below(4))) }
    if dice.chance(7) { add(.unplug(milliseconds: Int64(dice.below(2500)) + 50)) }
    if dice.chance(8) { add(.resetDevice) }
    if dice.chance(8) { add(.deafen(milliseconds: Int64(dice.below(1500)) + 50)) }
    if dice.chance(8) { add(.headSensor(dice.one(of: [.dead, .saturated]))) }
    if dice.chance(8) {
      // A force sensor that always says contact, and then a lift: only the guard is left to see it.
      let stuck = at()
      events.append(Event(at: stuck, happening: .forceSensorSticks))
      events.append(Event(at: stuck + 300, happening: .lift))
    }
    if dice.chance(12) {
      add(
        .driveStuck(
          dice.one(of: [
            .stuck(Current(amperes: dice.between(0.4, 1.5))),
            .oscillating(
              Current(amperes: dice.between(0.5, 1.8)), Hertz(hertz: dice.between(20, 50))),
          ])))
    }
    if dice.chance(15) { add(dice.one(of: [.hotMotor, .lowBattery])) }
  }
}

/// Draws from one seed.
struct Dice: Sendable {
  private var random: SplitMix64
  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  mutating func below(_ count: Int) -> Int { Int(random.next() >> 33) % max(1, count) }
  /// True once in `n`.
  mutating func chance(_ n: Int) -> Bool { below(n) == 0 }
  mutating func between(_ low: Float, _ high: Float) -> Float {
    low + (high - low) * Float(below(1_000_000)) * 1e-6
  }
  mutating func one<T>(of all: [T]) -> T { all[below(all.count)] }
}
