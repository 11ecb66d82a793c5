// SPDX-License-Identifier: Apache-2.0

/// What the head is pressed against.
public enum Load: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
  case relaxed, normal, tense, bony
  /// Nothing within reach of the head.
  case freeAir
}

/// The two sets of tissue values that bracket what is not known (control.md §1).
public enum TissueSet: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
  /// Derived from myotonometry and pad size, with a large trapped mass (domain.md §5.3).
  case heavy
  /// Elastic half-space with the trapped mass of Lysmer and Wolf.
  case light
}

/// Tissue under the pad as spring, damper and trapped mass, at the vanishing preload.
///
/// Standing: engineering estimates [E] on published stiffness; see control.md §1.
@frozen public struct Tissue: Hashable, Sendable, BitwiseCopyable {
  /// Tangent stiffness k0 without preload; k = k0·(1 + F0/10 N).
  public var newtonsPerMeter: Float
  public var newtonSecondsPerMeter: Float
  public var kilograms: Float

  @inlinable public init(
    newtonsPerMeter: Float, newtonSecondsPerMeter: Float, kilograms: Float
  ) {
    self.newtonsPerMeter = newtonsPerMeter
    self.newtonSecondsPerMeter = newtonSecondsPerMeter
    self.kilograms = kilograms
  }

  /// The value of the reference; free air keeps the values of relaxed tissue, out of reach.
  public static func reference(_ load: Load, _ set: TissueSet) -> Tissue {
    switch (set, load) {
    case (.heavy, .relaxed), (.heavy, .freeAir):
      Tissue(newtonsPerMeter: 800, newtonSecondsPerMeter: 3.3, kilograms: 0.14)
    case (.heavy, .normal):
      Tissue(newtonsPerMeter: 1600, newtonSecondsPerMeter: 6.9, kilograms: 0.18)
    case (.heavy, .tense):
      Tissue(newtonsPerMeter: 3000, newtonSecondsPerMeter: 13, kilograms: 0.23)
    case (.heavy, .bony):
      Tissue(newtonsPerMeter: 15000, newtonSecondsPerMeter: 40, kilograms: 0.15)
    case (.light, .relaxed), (.light, .freeAir):
      Tissue(newtonsPerMeter: 800, newtonSecondsPerMeter: 6.1, kilograms: 0.012)
    case (.light, .normal):
      Tissue(newtonsPerMeter: 1600, newtonSecondsPerMeter: 8.6, kilograms: 0.012)
    case (.light, .tense):
      Tissue(newtonsPerMeter: 2960, newtonSecondsPerMeter: 11.7, kilograms: 0.012)
    case (.light, .bony):
      // The light set ends at tense; damping continues its √k law.
      Tissue(newtonsPerMeter: 15000, newtonSecondsPerMeter: 26, kilograms: 0.012)
    }
  }
}
