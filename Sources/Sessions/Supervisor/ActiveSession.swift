// SPDX-License-Identifier: Apache-2.0
import Envelope
import Person
import Quantities

/// The books of the session under way.
struct ActiveSession: Sendable {
  let name: String
  let number: UInt32
  let undertaking: Undertaking
  /// Whoever started it.
  let connection: ConnectionID
  let program: ProvedProgram
  let simulated: Bool
  let started: WallTime
  /// Left of application and day for each zone-side when the session began.
  let allowance: [ZoneSide: Interval]
  /// What the person's answers and findings took away when it was proved.
  let restrictions: Restrictions
  /// When the answers that permit it end; it ends with them, unless they were given anew.
  var answersEnd: Instant
  /// What the person leaves of the amplitude, and why.
  let shares: [ZoneSide: PersonShare]
  /// The call that waits for the first step.
  var starter: RequestID?
  /// Of the program's amplitudes, `leastFactor`…1.
  private(set) var factor: Float
  /// When somebody last asked for more.
  private(set) var strengthened: Instant?
  /// Charged to the ledger in this session.
  var charged: [ZoneSide: Interval] = [:]
  /// Granted to the engine, by segment.
  var granted: [Int32: Interval] = [:]
  var tallies: [DeliveryTally]
  private let planned: [Interval]
  var curve: [DeliverySample] = []
  var lastEnergised = Interval.zero
  var standstill = StandstillResult.none
  /// What the ledger could not do; no more credit is asked for.
  var storageFailure: String?
  /// What the person may not have is in it: it is coming to its end.
  var isRefused = false
  var hasBegun = false
  /// What the person has said.
  var said: [SessionRecord.Said] = []
  /// Setpoints of a live session on their way to the engine.
  var stream = SetpointStream()

  init(
    name: String, number: UInt32, undertaking: Undertaking, connection: ConnectionID,
    program: ProvedProgram, simulated: Bool, started: WallTime, allowance: [ZoneSide: Interval],
    restrictions: Restrictions, answersEnd: Instant, shares: [ZoneSide: PersonShare] = [:],
    starter: RequestID
  ) {
    self.restrictions = restrictions
    self.answersEnd = answersEnd
    self.shares = shares
    self.name = name
    self.number = number
    self.undertaking = undertaking
    self.connection = connection
    self.program = program
    self.simulated = simulated
    self.started = started
    self.allowance = allowance
    self.starter = starter
    factor = undertaking.factor
    tallies = program.segments.map { _ in DeliveryTally() }
    planned = program.segments.indices.map { program.energised(segment: Int32($0)) }
  }

  /// What ten softenings leave.
  static var leastFactor: Float { 0.107_374 }

  /// A fifth less, from whoever asks.
  mutating func soften() { factor = max(factor * 0.8, Self.leastFactor) }

  /// One step up, never above the program; the classes treated decide how large it is.
  mutating func strengthen(at now: Instant) {
    let step = undertaking.treatments.map(\.amplitudeStepMaximum).min() ?? 0
    factor = min(1, factor * (1 + step))
    strengthened = now
  }

  /// How long until another step up is granted.
  func waitToStrengthen(at now: Instant) -> Interval {
    guard let strengthened else { return .zero }
    return max(.zero, Limits.amplitudeStepApart - (now - strengthened))
  }

  /// Books what the engine has counted and no record has told.
  mutating func complete(to energised: Interval, segment: Int32) {
    let told = tallies.reduce(Interval.zero) { $0 + $1.energised }
    if energised > told { add(energised: energised - told, segment: segment) }
  }

  mutating func add(_ sample: DeliverySample) {
    curve.append(sample)
    let delta = sample.energised - lastEnergised
    lastEnergised = sample.energised
    guard delta > .zero, tallies.indices.contains(Int(sample.segment)) else { return }
    tallies[Int(sample.segment)].add(sample, lasting: delta)
  }

  mutating func add(energised delta: Interval, segment: Int32) {
    guard tallies.indices.contains(Int(segment)) else { return }
    tallies[Int(segment)].energised = tallies[Int(segment)].energised + delta
  }

  func delivered(_ zoneSide: ZoneSide) -> (energised: Interval, handPoints: Float) {
    var energised = Interval.zero
    var points: Float = 0
    for (segment, tally) in zip(program.segments, tallies) where segment.zoneSide == zoneSide {
      energised = energised + tally.energised
      points += tally.hand.points
    }
    return (energised, points)
  }

  /// Driven time that the program plans for a segment.
  func planned(_ segment: Int32) -> Interval { planned[Int(segment)] }
}

/// What one segment has received so far; sums are weighted with energised seconds.
struct DeliveryTally: Hashable, Sendable {
  var energised = Interval.zero
  var hand = HandDose()
  private var first = ActuatorTally()
  private var second: ActuatorTally?

  mutating func add(_ sample: DeliverySample, lasting delta: Interval) {
    first.add(sample.first, lasting: delta)
    if let other = sample.second {
      var tally = second ?? ActuatorTally()
      tally.add(other, lasting: delta)
      second = tally
    }
    hand.add(sample.handWeighted, over: delta)
  }

  func zone(_ segment: ProvedSegment) -> DeliveredZone {
    DeliveredZone(
      zoneSide: segment.zoneSide, address: segment.address, energised: energised,
      handPoints: hand.points, actuators: [first, second].compactMap { $0?.means })
  }
}

extension DeliverySample {
  /// What the hand gets of all actuators, whose vibrations add as the root of their squares.
  var handWeighted: HandWeighting.MetersPerSecondSquared {
    guard let second else { return first.handWeighted }
    return HandWeighting.total(first.handWeighted, second.handWeighted)
  }
}

extension DeliveredActuator {
  fileprivate var handWeighted: HandWeighting.MetersPerSecondSquared {
    HandWeighting.weighted(peak: housingAcceleration, at: measuredFrequency)
  }
}
