// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Makes the measured amplitude follow the target: control.md §2.
///
/// Works in the logarithm, so that the loop gain does not depend on the load: U = r·|D₀|/Bl·e^z with
/// D₀ the free-air impedance and z, the trim, following ln(|F|/(|X|·|D₀|)). Force and motion come
/// from the same window. So no history of targets is needed, and no cap, slew or guard between here
/// and the coil can wind the trim up.
public struct AmplitudeRegulator: Sendable, BitwiseCopyable {
  public let model: ActuatorModel

  /// Share of the error taken into the trim per cycle.
  static var gainPerCycle: Float { 0.5 }
  /// Proportional part below 25 Hz, where relaxed tissue resonates with the head.
  static var proportional: Float { 0.4 }
  static var errorFloor: Float { -1.2 }
  static var errorCeiling: Float { 0.5 }
  /// Beyond this multiple of the target the trim falls at once.
  static var overshoot: Float { 1.3 }
  /// How fast the amplitude comes back after contact is regained, m/s middle to peak.
  static var regainMetersPerSecond: Float { 0.002 }

  var trim: Float = 0
  /// The model at the commanded frequency, and at the one of the last value.
  var tone: Tone?
  var heardTone: Tone?
  var contact = ContactJudge()
  var measured = Displacement.zero
  var proportion: Float = 0
  var isIdentified = false
  var holdUntil = Instant.zero
  var regainCeiling: Float = 0
  var frozenMeters: Float?
  var lastStep: Instant?
  var lastValue: Instant?

  public init(model: ActuatorModel) { self.model = model }

  public mutating func reset() { self = AmplitudeRegulator(model: model) }

  /// One tick.
  ///
  /// `target` is peak to peak behind the slew limiter; zero resets. `fresh` is nil when no new lock-in
  /// value has arrived: then nothing is learned, and after 100 ms nothing rises.
  public mutating func step(
    target: Displacement, frequency: Hertz, fresh: LockInValue?, driveCap: Current, now: Instant
  ) -> RegulatorOutput {
    let wanted = target.millimeters * 0.0005
    // What is not a number compares false and drives nothing.
    guard wanted > 0, wanted < 1, frequency.hertz > 0, frequency.hertz < 1000 else {
      reset()
      return RegulatorOutput(
        drive: .zero, amplitude: .zero, contact: .unknown, limiter: .none)
    }
    let tone = tuned(&self.tone, frequency)
    let elapsed = lastStep.map { max(0, min(0.02, (now - $0).seconds)) } ?? 0.001
    if lastStep == nil { lastValue = now }
    lastStep = now

    var (r, limiter) = limited(wanted, elapsed: elapsed, now: now)
    if let fresh { learn(fresh, r: r, elapsed: elapsed, now: now) }

    let unit = tone.freeImpedance / model.forceConstantNewtonsPerAmpere
    var drive: Float
    if contact.verdict == .lifted {
      r = liftedRadius(wanted, tone)
      limiter = .lifted
      drive = r * unit
    } else {
      drive = r * unit * PortableMath.exponential(trim + proportion)
    }
    let cap = min(driveCap, tone.freeAirSafeDrive)
    if !(drive <= cap.amperes) {
      drive = cap.amperes
      limiter = driveCap < tone.freeAirSafeDrive ? .driveCap : .freeAirSafe
    }
    return RegulatorOutput(
      drive: Current(amperes: max(0, drive)), amplitude: measured, contact: contact.verdict,
      limiter: limiter)
  }

  private func tuned(_ tone: inout Tone?, _ frequency: Hertz) -> Tone {
    if let tone, tone.frequency == frequency { return tone }
    let new = Tone(frequency, model: model)
    tone = new
    return new
  }

  /// The target within what contact and freshness allow, metres middle to peak.
  private mutating func limited(_ wanted: Float, elapsed: Float, now: Instant)
    -> (Float, Limiter)
  {
    var r = wanted
    var limiter = Limiter.none
    if let hold = contact.holdMeters, r > hold {
      r = hold
      limiter = .holdContact
    }
    if contact.verdict == .regaining {
      regainCeiling += Self.regainMetersPerSecond * elapsed
      if regainCeiling < r {
        r = regainCeiling
        limiter = .lifted
      } else {
        contact.regained()
      }
    }
    // Before the first value there is a first cycle to wait for.
    let patience = Interval.milliseconds(isIdentified ? 100 : 300)
    if let lastValue, now - lastValue > patience {
      let held = min(frozenMeters ?? r, r)
      frozenMeters = held
      if r > held {
        r = held
        limiter = .frozen
      }
    } else {
      frozenMeters = nil
    }
    return (r, limiter)
  }

  /// In free air a fifth of the target, but enough to feel tissue again by (0.1 g) without a
  /// preload sensor, as long as that is below the target.
  private func liftedRadius(_ wanted: Float, _ tone: Tone) -> Float {
    let felt = 0.1 * Motion.standardGravity / tone.omegaSquared
    return min(0.6 * wanted, max(0.2 * wanted, felt))
  }

  /// Takes in one measurement.
  private mutating func learn(_ value: LockInValue, r: Float, elapsed: Float, now: Instant) {
    lastValue = now
    proportion = 0
    guard value.frequency.hertz > 0, value.frequency.hertz < 1000, !value.clipped else { return }
    let tone = tuned(&heardTone, value.frequency)
    guard let impedance = Impedance(value, at: tone, model: model) else { return }
    measured = Displacement(millimeters: PortableMath.squareRoot(impedance.headSquared) * 2000)
    let before = contact.verdict
    contact.judge(value, impedance, cycle: tone.cycle, now: now)
    if before == .lifted, contact.verdict == .regaining {
      regainCeiling = min(r, measured.millimeters * 0.0005)
    }

    // The trim that would have given the target, had it been in force over the window.
    let ratio = impedance.total.magnitudeSquared * tone.freeGainSquared
    let raw = 0.5 * PortableMath.logarithm(ratio) - trim
    let wait = tone.cycle + .milliseconds(4)
    if !isIdentified || contact.verdict == .lifted {
      // The first cycle tells the load: the trim is set, not approached.
      trim = bounded(trim + raw)
      isIdentified = true
      holdUntil = now + wait
      return
    }
    guard now >= holdUntil else { return }
    let e = max(Self.errorFloor, min(Self.errorCeiling, raw))
    if e < 0, impedance.headSquared > Self.overshoot * Self.overshoot * r * r {
      trim = bounded(trim + e)
      holdUntil = now + wait
      return
    }
    trim = bounded(trim + Self.gainPerCycle * value.frequency.hertz * elapsed * e)
    if value.frequency.hertz < 25 { proportion = Self.proportional * e }
  }

  /// From a ninth of the free-air drive (resonating tissue) to 55 times it (bone).
  private func bounded(_ z: Float) -> Float { max(-2.2, min(4, z)) }
}
