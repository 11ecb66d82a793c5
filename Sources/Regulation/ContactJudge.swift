// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Whether the head touches tissue, from its impedance and, where there is one, the preload sensor.
///
/// The share |D_t| of what cancels in it is 0.05 … 0.9 on both tissue sets with every hand and
/// tissue value halved or half as large again, and under 0.02 in free air.
struct ContactJudge: Sendable, BitwiseCopyable {
  private(set) var verdict = Contact.unknown
  /// The radius beyond which contact would be lost, metres; nil without a preload estimate.
  private(set) var holdMeters: Float?
  private var suspicion: Int32 = 0
  private var liftedSince = Instant.zero
  private var confirmedSince: Instant?

  static var lostShare: Float { 0.04 }
  static var regainedShare: Float { 0.07 }
  /// The accelerometer's noise over a cycle, in g, widens what counts as touching.
  static var noise: Float { 0.003 }
  /// Smaller motion says nothing about contact, g.
  static var leastToLose: Float { 0.03 }
  static var lostForce: Force { Force(newtons: 2) }
  static var regainedForce: Force { Force(newtons: 2.5) }
  /// At least this much of the preload stays: r ≤ 0.7·F0/|D_t|.
  static var holdShare: Float { 0.7 }
  static var leastHoldMeters: Float { 0.00005 }

  /// The amplitude is back.
  mutating func regained() { if verdict == .regaining { verdict = .touching } }

  mutating func judge(
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
    let isFree =
      motion > Self.leastToLose * Self.leastToLose
      && tissue < Self.lostShare * Self.lostShare * impedance.scaleSquared
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
    let least = Self.regainedShare * motion + Self.noise
    let isFelt = tissueSquared * motionSquared > least * least * scaleSquared
    guard let force else { return isFelt }
    return force > Self.regainedForce && (isFelt || motion < Self.leastToLose)
  }
}
