// SPDX-License-Identifier: Apache-2.0
import Plant
import Quantities
import Randomness
import Sessions
import Simulator

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
    isSeasoned = !dice.chance(4)
    // From dice of their own, so that all else is as it would be without.
    var others = Dice(seed: seed &* 0xd1b5_4a32_d192_ed03 &+ 1)
    actuators = others.chance(3) ? 2 : 1
    faulty = actuators == 2 ? others.below(2) : 0
    treating = .drawn(&dice, isSeasoned: isSeasoned, actuators: actuators)
    again = dice.chance(3)
    let planned = treating.proved.duration.milliseconds
    lengthMilliseconds = planned + 9000 + (again ? planned : 0)
    events = []
    // One seed in eight is left in peace: what must work undisturbed is checked too.
    guard !dice.chance(8) else { return }
    var draw = EventDraw(dice: dice, window: Int(max(1000, planned)))
    draw.hand()
    draw.people()
    draw.daemon()
    draw.wire()
    draw.device()
    events = draw.events.sorted { $0.at < $1.at }
  }
}

/// Draws what happens, and when.
private struct EventDraw {
  var dice: Dice
  /// The milliseconds from which moments are drawn.
  let window: Int
  var events: [Scenario.Event] = []

  private mutating func moment() -> Int64 { 600 + Int64(dice.below(window)) }

  private mutating func add(_ happening: Scenario.Happening) {
    events.append(Scenario.Event(at: moment(), happening: happening))
  }

  private mutating func fault(_ fault: Fault, _ value: Float? = nil, at: Int64? = nil) {
    let at = at ?? moment()
    events.append(Scenario.Event(at: at, happening: .fault(fault, value)))
  }

  /// One to `most` of something, once in `n` seeds.
  private mutating func sometimes(
    _ n: Int, upTo most: Int = 1, _ make: (inout EventDraw) -> Void
  ) {
    guard dice.chance(n) else { return }
    for _ in 0..<(1 + dice.below(most)) { make(&self) }
  }

  /// A number of seconds as faults take them, from milliseconds.
  private mutating func seconds(_ from: Int, _ more: Int) -> Float {
    Float(from + dice.below(more)) * 1e-3
  }

  mutating func hand() {
    sometimes(3, upTo: 2) {
      let lifted = $0.moment()
      $0.fault(.lift, at: lifted)
      $0.fault(.setDown, at: lifted + 100 + Int64($0.dice.below(3000)))
    }
    sometimes(4, upTo: 3) { $0.fault(.press, $0.dice.between(4, 18)) }
    sometimes(4, upTo: 3) { $0.fault($0.dice.one(of: [.relaxed, .normal, .tense])) }
    sometimes(8, upTo: 2) { $0.fault(.button, 50) }
  }

  mutating func people() {
    sometimes(2, upTo: 2) { $0.add($0.dice.one(of: [.stop, .stopFromElsewhere])) }
    if dice.chance(3) {
      sometimes(1, upTo: 2) { $0.add(.pause) }
      sometimes(1, upTo: 3) { $0.add(.resume) }
    }
    sometimes(3, upTo: 3) { $0.add($0.dice.one(of: [.soften, .stronger, .goOn, .intrude])) }
    sometimes(8) { $0.add($0.dice.one(of: [.release, .disconnect])) }
    sometimes(6) { $0.add(.freezeClient(milliseconds: Int64($0.dice.below(3000)) + 300)) }
    sometimes(10) { $0.fault(.stopButton, 50) }
  }

  mutating func daemon() {
    sometimes(6, upTo: 2) { $0.add(.stallEngine(milliseconds: Int64($0.dice.below(1200)) + 20)) }
    sometimes(6, upTo: 2) { $0.add(.stallControl(milliseconds: Int64($0.dice.below(2500)) + 50)) }
    sometimes(10) { $0.add(.killDaemon(milliseconds: Int64($0.dice.below(2000)) + 100)) }
    sometimes(8) {
      $0.add(.ledgerFails)
      if $0.dice.chance(2) { $0.add(.ledgerRecovers) }
    }
  }

  mutating func wire() {
    sometimes(4, upTo: 3) {
      let begins = $0.moment()
      let ends = begins + 100 + Int64($0.dice.below(3000))
      for (kind, most) in [(Fault.lose, 40), (.duplicate, 20), (.corrupt, 30)] {
        $0.fault(kind, Float($0.dice.below(most)), at: begins)
        $0.fault(kind, 0, at: ends)
      }
    }
    sometimes(8) {
      let begins = $0.moment()
      $0.fault(.late, Float(5 + $0.dice.below(400)), at: begins)
      $0.fault(.late, 0, at: begins + 100 + Int64($0.dice.below(2000)))
    }
    sometimes(5, upTo: 2) { $0.fault(.stale, $0.seconds(20, 900)) }
    sometimes(5, upTo: 2) { $0.fault(.staleReplies, $0.seconds(20, 900)) }
    sometimes(4) { $0.fault(.loseStops, Float(1 + $0.dice.below(4))) }
    sometimes(7) {
      let pulled = $0.moment()
      $0.fault(.unplug, at: pulled)
      $0.fault(.plug, at: pulled + 50 + Int64($0.dice.below(2500)))
    }
    sometimes(8) { $0.fault(.deaf, $0.seconds(50, 1500)) }
    sometimes(8) { $0.fault(.mute, $0.seconds(50, 1500)) }
  }

  mutating func device() {
    sometimes(8) { $0.fault($0.dice.one(of: [.reset, .brownOut])) }
    sometimes(8) { $0.fault(.freeze, $0.seconds(100, 1500)) }
    sometimes(8) { $0.fault($0.dice.one(of: [.sensorDead, .sensorSaturated])) }
    sometimes(16) { $0.fault(.housingDead) }
    sometimes(8) {
      // A force sensor that always says contact, and then a lift: only the guard is left to see it.
      let stuck = $0.moment()
      $0.fault(.forceStuck, at: stuck)
      $0.fault(.lift, at: stuck + 300)
    }
    sometimes(12) {
      if $0.dice.chance(2) {
        $0.fault(.stuckDirect, $0.dice.between(0.4, 1.5))
      } else {
        $0.fault(.stuck, $0.dice.between(0.5, 1.8))
      }
    }
    sometimes(15) {
      switch $0.dice.below(4) {
      case 0: $0.fault(.hot, $0.dice.between(105, 115))
      case 1: $0.fault(.hotHead, $0.dice.between(39, 43))
      case 2: $0.fault(.hotHousing, $0.dice.between(46, 50))
      default: $0.fault(.lowBattery, $0.dice.between(3, 6))
      }
    }
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
