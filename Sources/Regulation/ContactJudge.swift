// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Whether the head touches tissue, from its impedance and, where there is one, the preload sensor.
///
///
/// While the motion changes, the tissue's share of what cancels is wrong by some 0.15; so contact is
/// also lost when the share falls to a fifth of what it has been.
public struct ContactJudge: Sendable, BitwiseCopyable {
  public private(set) var verdict = Contact.unknown
  /// The radius beyond which contact would be lost, metres; nil without a preload estimate.
  public private(set) var holdMeters: Float?
  /// The square of the share that is usual here.
  private var usual: Float = 0
  private var suspicion: Int32 = 0
  private var liftedSince = Instant.zero
  private var confirmedSince: Instant?

  /// The accelerometer's noise over a cycle, in g, widens what counts as touching.
  static var noise: Float { 0.003 }
  /// Smaller motion says nothing about contact, g.
  static var leastToLose: Float { 0.03 }
  static var lostForce: Force { Force(newtons: 2) }
  static var regainedForce: Force { Force(newtons: 2.5) }
  /// At least this much of the preload stays: r ≤ 0.7·F0/|D_t|.
  static var holdShare: Float { 0.7 }
  static var leastHoldMeters: Float { 0.00005 }

  /// Squared: a fifth of the usual share is contact lost.
  static var lostOfUsual: Float { 0.04 }
  /// Slower cycles do without: below, relaxed tissue resonates with the head, and changing tissue
  /// looks like none for a while.
  static var usualCycle: Interval { .milliseconds(40) }
  /// Per value: higher shares are learned within 0.2 s, lower ones within 2 s.
  static var learnRise: Float { 0.005 }
  static var learnFall: Float { 0.0005 }

  public init() {}

  /// The amplitude is back.
  public mutating func regained() { if verdict == .regaining { verdict = .touching } }

  /// Takes in one lock-in value; `cycle` is the drive's period.
  public mutating func judge(
    _ value: LockInValue, _ impedance: Impedance, cycle: Interval, now: Instant
  ) {
    let tissue = impedance.tissue.magnitudeSquared
    let motion = value.head.magnitudeSquared
    limitToPreload(value.force, tissue)
    if verdict == .lifted {
      let settled = now - liftedSince > cycle + cycle + .milliseconds(50)
      guard settled, isLoaded(value.force, tissue, impedance.scaleSquared, motion) else {
        confirmedSince = nil
        return
      }
      let since = confirmedSince ?? now
      confirmedSince = since
      if now - since >= cycle * 3 {
        verdict = .regaining
        confirmedSince = nil
        suspicion = 0
      }
      return
    }
    let isLight = value.force.map { $0 < Self.lostForce } ?? false
    var isFree = false
    if motion > Self.leastToLose * Self.leastToLose {
      let share = tissue / impedance.scaleSquared
      var least = Impedance.lostShare * Impedance.lostShare
      if cycle < Self.usualCycle { least = max(least, Self.lostOfUsual * usual) }
      isFree = share < least
      usual += (share - usual) * (share > usual ? Self.learnRise : Self.learnFall)
    }
    suspicion = isLight || isFree ? suspicion + 1 : 0
    // Three values, a millisecond apart.
    if suspicion >= 3 {
      verdict = .lifted
      liftedSince = now
    } else if verdict == .unknown,
      isLoaded(value.force, tissue, impedance.scaleSquared, motion)
    {
      verdict = .touching
    }
  }

  private mutating func limitToPreload(_ force: Force?, _ tissueSquared: Float) {
    guard let force, tissueSquared > 0 else {
      holdMeters = nil
      return
    }
    let hold = Self.holdShare * force.newtons / PortableMath.squareRoot(tissueSquared)
    holdMeters = max(Self.leastHoldMeters, hold)
  }

  private func isLoaded(
    _ force: Force?, _ tissueSquared: Float, _ scaleSquared: Float, _ motionSquared: Float
  ) -> Bool {
    // |D_t|·|a| > (share·|a| + noise)·scale, squared throughout.
    let motion = PortableMath.squareRoot(motionSquared)
    let least = Impedance.regainedShare * motion + Self.noise
    let isFelt = tissueSquared * motionSquared > least * least * scaleSquared
    guard let force else { return isFelt }
    return force > Self.regainedForce && (isFelt || motion < Self.leastToLose)
  }
}
