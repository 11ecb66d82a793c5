// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Envelope
import Quantities

/// What a person is told about a wave that was not proved.
struct WaveProblem {
  let formulas: Compiler.WaveFormulas
  let site: Compiler.Site

  /// - Parameter limit: whose limit it is.
  func refuted(_ point: WaveProof.Point, _ limit: String) -> Problem {
    let moment = "\(Decimals.text(point.time)) s into it"
    let bounds = site.bounds
    switch point.fault {
    case .frequency where !point.frequency.hertz.isFinite:
      return Problem(
        .frequencyOutside, formulas.frequency.range,
        "the frequency is no finite number \(moment)",
        hint: "Look for a division by what may be zero.")
    case .amplitude where !point.value.isFinite:
      return Problem(
        .amplitudeAbove, formulas.amplitude.range,
        "the amplitude is no finite number \(moment)",
        hint: "Look for a division by what may be zero.")
    case .frequency:
      return Problem(
        .frequencyOutside, formulas.frequency.range,
        "\(Decimals.text(point.frequency.hertz)) Hz, \(moment), is outside \(band)",
        hint: "Write clamp(…, \(Decimals.text(bounds.frequencyMin.hertz)) Hz, "
          + "\(Decimals.text(bounds.frequencyMax.hertz)) Hz) around it.")
    case .negative:
      return Problem(
        .notPositive, formulas.amplitude.range, "the amplitude is below zero \(moment)",
        hint: "Write max(…, 0 \(unit)) around it.")
    case .share:
      return Problem(
        .tooBig, formulas.amplitude.range, "more than the session amplitude, \(moment)",
        hint: "Write min(…, 100 %) around it, and raise the intensity.")
    case .amplitude:
      let cap = bounds.amplitudeCap(at: point.frequency)
      return Problem(
        .amplitudeAbove, formulas.amplitude.range,
        "\(Decimals.text(point.amplitude.millimeters)) mm at "
          + "\(Decimals.text(point.frequency.hertz)) Hz, \(moment), is above \(floored(cap)) mm, "
          + limit,
        hint: formulas.measure == .millimeters
          ? "Write min(…, \(floored(cap)) mm) around it." : "Write less.")
    }
  }

  /// - Parameter reached: what could be bounded no closer.
  func undecided(_ reached: WaveProof.Extent?, _ times: ValueRange) -> Problem {
    let cap = site.bounds.amplitudeCap(at: site.bounds.frequencyMax)
    let about = "'\(formulas.frequency.text)' and '\(formulas.amplitude.text)'"
    let from = "near \(Decimals.text(times.middle)) s"
    let bound =
      reached.map {
        "up to \(Decimals.text($0.frequencies.high.hertz)) Hz and "
          + "\(Decimals.text($0.amplitudes.high.millimeters)) mm"
      } ?? "without a bound"
    return Problem(
      .notProved, formulas.amplitude.range,
      "\(about) could not be shown to stay inside \(band): \(from) they reach \(bound), as far as "
        + "can be told",
      hint: formulas.measure == .millimeters
        ? "Write clamp(…, 0 mm, \(floored(cap)) mm) around the amplitude."
        : "Write clamp(…, 0 \(unit), …) around the amplitude.")
  }

  private var band: String {
    "\(Decimals.text(site.bounds.frequencyMin.hertz)) to "
      + "\(Decimals.text(site.bounds.frequencyMax.hertz)) Hz, what \(site.address.zone) allows with "
      + "profile '\(site.profile.id.rawValue)' on this device"
  }

  private var unit: String {
    switch formulas.measure {
    case .millimeters: "mm"
    case .percent: "%"
    case .acceleration: "g"
    }
  }

  private func floored(_ cap: Displacement) -> String {
    Decimals.text((Double(cap.millimeters) * 1000).rounded(.down) / 1000)
  }
}
