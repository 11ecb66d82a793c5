// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Makes the measured amplitude follow the target: control.md §2.
///
/// Works in the logarithm, so that the loop gain does not depend on the load: the trim z is what
/// the drive needs beyond r·|D|/Bl, with D the free-air impedance at the frequency of the moment.
public struct AmplitudeRegulator: Sendable, BitwiseCopyable {
  public let model: ActuatorModel

  var trim: Float = 0
  var history = TargetHistory()
  var contact = Contact.unknown
  /// The plant's value at `frequency`, kept until the frequency changes.
  var frequency = Hertz.zero
  var freeImpedance: Float = 0
  var safeDrive = Current.zero
  var measuredMeters: Float = 0
  var lastValue: Instant?
  var lastStep: Instant?
  var started: Instant?
  var isIdentified = false
  var holdUntil = Instant.zero
  var suspicion: Int32 = 0
  var liftedSince = Instant.zero
  var confirmSince: Instant?
  /// After contact is regained the target is approached from below, metres.
  var regainCeiling: Float = 0
  var holdContactMeters: Float?
  var frozenMeters: Float?

  public init(model: ActuatorModel) { self.model = model }

  public mutating func reset() { self = AmplitudeRegulator(model: model) }

  /// One tick: `target` is peak to peak behind the slew limiter; `fresh` is nil when no new lock-in
  /// value has arrived, and then nothing is learned.
  public mutating func step(
    target: Displacement, frequency: Hertz, fresh: LockInValue?, driveCap: Current, now: Instant
  ) -> RegulatorOutput {
    let wanted = target.millimeters * 0.0005
    guard wanted > 0, frequency.hertz > 0, wanted == wanted else {
      reset()
      return RegulatorOutput(
        drive: .zero, amplitude: .zero, contact: .unknown, limiter: .none, holdContactCap: nil)
    }
    if frequency != self.frequency { retune(frequency) }
    let elapsed = lastStep.map { max(0, min(0.02, (now - $0).seconds)) } ?? 0.001
    lastStep = now
    if started == nil { started = now }

    var limiter = Limiter.none
    var r = wanted
    if let hold = holdContactMeters, r > hold {
      r = hold
      limiter = .holdContact
    }
    if isStale(now) {
      let held = frozenMeters ?? r
      frozenMeters = held
      if r > held {
        r = held
        limiter = .frozen
      }
    } else {
      frozenMeters = nil
    }
    if contact == .regaining {
      regainCeiling += 0.002 * elapsed
      if regainCeiling >= r {
        contact = .touching
      } else {
        r = regainCeiling
        limiter = .lifted
      }
    }
    history.note(PortableMath.logarithm(r), at: now)

    var proportional: Float = 0
    if let fresh { proportional = learn(fresh, r: r, cap: driveCap, elapsed: elapsed, now: now) }

    let perAmpere = 1 / model.forceConstantNewtonsPerAmpere
    var drive: Float
    if contact == .lifted {
      drive = 0.2 * wanted * freeImpedance * perAmpere
      limiter = .lifted
    } else {
      drive = r * freeImpedance * perAmpere * PortableMath.exponential(trim + proportional)
    }
    let cap = min(driveCap, safeDrive)
    if drive > cap.amperes {
      drive = cap.amperes
      limiter = driveCap < safeDrive ? .driveCap : .freeAirSafe
    }
    return RegulatorOutput(
      drive: Current(amperes: max(0, drive)),
      amplitude: Displacement(millimeters: measuredMeters * 2000), contact: contact,
      limiter: limiter,
      holdContactCap: holdContactMeters.map { Displacement(millimeters: $0 * 2000) })
  }

  private func isStale(_ now: Instant) -> Bool {
    let since = lastValue ?? started ?? now
    return now - since > .milliseconds(lastValue == nil ? 300 : 100)
  }

  private mutating func retune(_ frequency: Hertz) {
    self.frequency = frequency
    freeImpedance = model.freeAirImpedance(at: frequency).magnitude
    safeDrive = model.freeAirSafeDrive(at: frequency)
  }

  /// Takes in one measurement; returns the proportional part.
  private mutating func learn(
    _ value: LockInValue, r: Float, cap: Current, elapsed: Float, now: Instant
  ) -> Float {
    lastValue = now
    guard let impedance = Impedance(value, model: model), !value.clipped else { return 0 }
    let x = impedance.headMeters
    measuredMeters = x
    judgeContact(value, impedance, now: now)
    guard contact != .lifted else { return 0 }

    let half = Interval(nanoseconds: Int64(0.5e9 / value.frequency.hertz))
    guard let mean = history.mean(from: value.centre - half, to: value.centre + half) else {
      return 0
    }
    let raw = mean - PortableMath.logarithm(x)
    let e = max(-1.2, min(0.5, raw))
    if !isIdentified {
      // The first cycle tells the load: the trim is set, not approached.
      trim += max(-2, min(2, raw))
      isIdentified = true
      holdUntil = now + half + half + .milliseconds(4)
      return 0
    }
    guard now >= holdUntil else { return 0 }
    if x > 1.3 * max(r, PortableMath.exponential(mean)) {
      trim += e
      holdUntil = now + half + half + .milliseconds(4)
      return 0
    }
    let f = value.frequency.hertz
    let capped = value.current.magnitude >= min(cap, safeDrive).amperes * 0.98
    if !(capped && e > 0) { trim += f / 3 * elapsed * e }
    trim = max(-3, min(4, trim))
    return f < 25 ? 0.2 * e : 0
  }

  private mutating func judgeContact(_ value: LockInValue, _ d: Impedance, now: Instant) {
    let cycle = Interval(nanoseconds: Int64(1e9 / value.frequency.hertz))
    let tissue = d.tissue.magnitude
    let light = value.force.map { $0.newtons < 2 } ?? false
    if let force = value.force, tissue > 0 {
      holdContactMeters = max(0.00005, 0.7 * force.newtons / tissue)
    } else {
      holdContactMeters = nil
    }
    if contact == .lifted {
      let settled = now - liftedSince > cycle + cycle + .milliseconds(50)
      let loaded = tissue > 0.15 * d.scale && !light
      guard settled, loaded else {
        confirmSince = nil
        return
      }
      let since = confirmSince ?? now
      confirmSince = since
      if now - since >= cycle * 3 {
        contact = .regaining
        confirmSince = nil
        isIdentified = false
        regainCeiling = 0.2 * d.headMeters
      }
      return
    }
    suspicion = tissue < 0.08 * d.scale || light ? suspicion + 1 : 0
    if suspicion >= 3 {
      contact = .lifted
      liftedSince = now
      suspicion = 0
      confirmSince = nil
    } else if contact == .unknown, tissue > 0.15 * d.scale {
      contact = .touching
    }
  }
}
