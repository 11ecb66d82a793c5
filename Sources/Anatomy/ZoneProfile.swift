// SPDX-License-Identifier: Apache-2.0
public import Envelope
public import Quantities

/// One way of treating one zone: exactly one frequency–amplitude box.
public struct ZoneProfile: Hashable, Sendable {
  public let id: ProfileID
  /// The box under the peak acceleration of the class: 10 g, 8 g, or 2 g for the neck.
  public let bounds: Bounds
  /// Where the box begins.
  ///
  /// Advice only: less is always allowed.
  public let amplitudeMin: Displacement
  /// The class whose caps bind: that of the zone, or `neck` for a neck profile.
  public let safetyClass: SafetyClass

  public init(
    id: ProfileID, bounds: Bounds, amplitudeMin: Displacement, safetyClass: SafetyClass
  ) {
    self.id = id
    self.bounds = bounds
    self.amplitudeMin = amplitudeMin
    self.safetyClass = safetyClass
  }

  /// What a preset begins to work at, inside the box.
  ///
  /// `deep` 30 Hz: what was imaged to travel deepest in muscle of the measured bands; `relax` 38 Hz:
  /// raised blood flow where 30 Hz did less; `trigger-point` 45 Hz: the lower end of a 45–50 Hz
  /// trial; `neck` 25 Hz: the middle of the box; `facilitate` 90 Hz: the middle of the box, near the
  /// 100 Hz of the trials. All [E] but for the band they point at (domain.md §2.3).
  public var workingFrequency: Hertz {
    let preferred: Float =
      switch id {
      case .deep: 30
      case .relax: 38
      case .triggerPoint: 45
      case .neck: 25
      case .facilitate: 90
      }
    return Hertz(
      hertz: min(max(preferred, bounds.frequencyMin.hertz), bounds.frequencyMax.hertz))
  }

  /// What a warm-up runs at: 25 Hz, the middle of 20–30 Hz [E], or the nearest the box allows.
  public var warmingFrequency: Hertz {
    Hertz(hertz: min(max(25, bounds.frequencyMin.hertz), bounds.frequencyMax.hertz))
  }
}
