// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Envelope
import Quantities

/// What a person is told about a drive.
extension Compiler {
  mutating func warnAboutLength(_ drive: Step.Drive, _ duration: Interval) {
    guard duration > Checker.longHold, hasRoom(for: .warning),
      drive.frequency.start == drive.frequency.end,
      drive.amplitude.start == drive.amplitude.end
    else { return }
    report(
      Problem(
        .longHold, drive.duration.range,
        "\(Decimals.text(duration.seconds)) s without a change is long; more than "
          + "\(Decimals.text(Checker.longHold.seconds)) s is unwise",
        hint: "Cut it in two with a 'rest', or let it change.", severity: .warning))
  }

  func floored(_ cap: Displacement) -> String {
    Decimals.text((Double(cap.millimeters) * 1000).rounded(.down) / 1000)
  }

  func limitText(_ frequency: Hertz, _ site: Site) -> String {
    let (bounds, address, profile) = (site.bounds, site.address, site.profile)
    let factor = person.factor(address, profile.safetyClass)
    let own = profile.bounds.scaled(amplitude: factor).amplitudeCap(at: frequency)
    if bounds.amplitudeCap(at: frequency) < own { return "the device's limit there" }
    if factor < 1 {
      return "\(Decimals.text(factor * 100)) % of what \(address.zone) allows, for this person"
    }
    return bounds.limit(at: frequency) == .acceleration
      ? "where \(address.zone) reaches its \(Decimals.text(bounds.accelerationMax.g)) g"
      : "the most \(address.zone) allows with profile '\(profile.id.rawValue)'"
  }

  mutating func warnAboutSlew(
    _ frequencies: (start: Hertz, end: Hertz), _ duration: Interval, _ range: SourceRange
  ) {
    let change = abs(frequencies.end.hertz - frequencies.start.hertz)
    let rate = change / duration.seconds
    let limit = Limits.frequencySlewPerSecond.hertz
    guard rate > limit, hasRoom(for: .warning) else { return }
    report(
      Problem(
        .slew, range,
        "\(Decimals.text(rate)) Hz/s is faster than the frequency moves (\(Decimals.text(limit)) "
          + "Hz/s); it will arrive late",
        hint: "Give the ramp at least \(Decimals.text(change / limit)) s.", severity: .warning))
  }

  /// Changes of a wave that the limiter will not follow.
  mutating func slew(_ key: ProvedWave, _ formulas: WaveFormulas) -> (Double, Double) {
    let parts = min(1000, key.duration.milliseconds / 10, Int64(max(16, moments)))
    moments -= Int(parts)
    let (hertz, millimeters) = slew(key, parts: Int(max(1, parts)))
    let fastest = Limits.frequencySlewPerSecond.hertz
    if hertz > Double(fastest), hasRoom(for: .warning) {
      report(
        Problem(
          .slew, formulas.frequency.range,
          "up to \(Decimals.text(hertz)) Hz/s is faster than the frequency moves "
            + "(\(Decimals.text(fastest)) Hz/s); it will arrive late",
          hint: "Let it change more slowly.", severity: .warning))
    }
    let steepest = Limits.amplitudeSlewToTolerated.millimeters
    if millimeters > Double(steepest), hasRoom(for: .warning) {
      report(
        Problem(
          .slew, formulas.amplitude.range,
          "up to \(Decimals.text(millimeters)) mm/s is faster than the amplitude rises "
            + "(\(Decimals.text(steepest)) mm/s); it will arrive late",
          hint: "Let it rise more slowly.", severity: .warning))
    }
    return (hertz, millimeters)
  }

  /// The fastest change of frequency and rise of amplitude, per second, between so many moments.
  private mutating func slew(_ key: ProvedWave, parts: Int) -> (Double, Double) {
    let seconds = Double(key.duration.nanoseconds) / 1e9
    let rate = Double(parts) / seconds
    let code = assembler.instructions
    let frequencies = courses.values(
      of: key.wave.frequency, seconds: seconds, parts: parts, in: code)
    let amounts = courses.values(of: key.wave.amplitude, seconds: seconds, parts: parts, in: code)
    var fastest = (0.0, 0.0)
    var before: (frequency: Hertz, amplitude: Displacement)?
    for (frequency, amount) in zip(frequencies, amounts) {
      let hertz = Hertz(hertz: Float(frequency))
      let amplitude = key.wave.displacement(amount, at: hertz, in: key.bounds)
      if let before {
        fastest.0 = max(fastest.0, Double(abs(hertz.hertz - before.frequency.hertz)) * rate)
        fastest.1 = max(
          fastest.1, Double(amplitude.millimeters - before.amplitude.millimeters) * rate)
      }
      before = (hertz, amplitude)
    }
    return fastest
  }
}
