// SPDX-License-Identifier: Apache-2.0
import Quantities
import Randomness

/// Everything the simulated massager, hand and tissue are made of.
///
/// The reference values are those of control.md §1 and domain.md §5.4–5.5; their standing is [E].
public struct PlantParameters: Sendable, BitwiseCopyable {
  public var headKilograms: Float = 0.08
  public var suspensionNewtonsPerMeter: Float = 2000
  /// Suspension force is k·x·(1 + hardening·(x / 6 mm)²).
  public var suspensionHardening: Float = 0.03
  public var dampingNewtonSecondsPerMeter: Float = 3
  public var forceConstantNewtonsPerAmpere: Float = 8
  /// The force constant falls as 1 − fall·(x / 6 mm)².
  public var forceConstantFall: Float = 0.04
  public var travelMeters: Float = 0.010
  public var resistanceOhms: Float = 3
  /// The corner of coil inductance and resistance.
  public var coilPoleHertz: Float = 800
  public var currentMaximum = Current(amperes: 2)

  public var housingKilograms: Float = 0.35
  public var hand = Hand.reference

  public var contactNewtonsPerMeter: Float = 5e5
  public var contactNewtonSecondsPerMeter: Float = 60
  public var tissueSet = TissueSet.heavy
  public var load = Load.normal
  public var tissue = Tissue.reference(.normal, .heavy)
  /// Multiplies stiffness, damping and mass of every tissue the plant meets.
  public var tissueFactors = Tissue(newtonsPerMeter: 1, newtonSecondsPerMeter: 1, kilograms: 1)
  public var preload = Force(newtons: 10)

  public var heat = HeatParameters()
  public var battery = BatteryParameters()
  public var sensors = SensorParameters()

  public init() {}

  /// The reference plant on `load`.
  public static func reference(
    load: Load, set: TissueSet = .heavy, preload: Force = Force(newtons: 10)
  ) -> PlantParameters {
    var p = PlantParameters()
    p.load = load
    p.tissueSet = set
    p.tissue = .reference(load, set)
    p.preload = preload
    return p
  }

  /// The same plant with every value of hand and tissue multiplied by its own factor, drawn
  /// evenly from 1 ± `fraction`.
  public func spread(_ fraction: Float = 0.5, seed: UInt64) -> PlantParameters {
    var random = SplitMix64(seed: seed)
    func factor() -> Float { 1 + fraction * random.nextSymmetric() }
    var p = self
    p.hand.palmNewtonsPerMeter *= factor()
    p.hand.palmNewtonSecondsPerMeter *= factor()
    p.hand.kilograms *= factor()
    p.hand.armNewtonsPerMeter *= factor()
    p.hand.armNewtonSecondsPerMeter *= factor()
    p.hand.tremorForce = p.hand.tremorForce * factor()
    p.tissueFactors = Tissue(
      newtonsPerMeter: factor(), newtonSecondsPerMeter: factor(), kilograms: factor())
    return p
  }
}

/// The hand that holds the housing, and the arm behind it.
public struct Hand: Sendable, BitwiseCopyable {
  public var palmNewtonsPerMeter: Float
  public var palmNewtonSecondsPerMeter: Float
  public var kilograms: Float
  /// The arm keeps the hand in place; below the band of interest [E].
  public var armNewtonsPerMeter: Float
  public var armNewtonSecondsPerMeter: Float
  /// Peak force of tremor, between 8 and 12 Hz [E].
  public var tremorForce: Force
  public var tremorFrequency: Hertz
  /// The preload wanders by this much to each side of what is asked.
  public var driftForce: Force
  public var driftPeriod: Interval

  /// The reference with a steady press: no tremor, no drift.
  public static var steady: Hand {
    Hand(
      palmNewtonsPerMeter: 4000, palmNewtonSecondsPerMeter: 40, kilograms: 0.6,
      armNewtonsPerMeter: 200, armNewtonSecondsPerMeter: 10, tremorForce: .zero,
      tremorFrequency: Hertz(hertz: 10), driftForce: .zero, driftPeriod: .seconds(Int64(17)))
  }

  /// The reference: a person's hand, with tremor and a preload that wanders by 2 N.
  public static var reference: Hand {
    var hand = steady
    hand.tremorForce = Force(newtons: 0.2)
    hand.driftForce = Force(newtons: 2)
    return hand
  }
}

/// Winding, housing and head as thermal nodes (domain.md §5.4, the proposed default).
public struct HeatParameters: Sendable, BitwiseCopyable {
  public var windingToHousingKelvinPerWatt: Float = 4
  public var housingToAmbientKelvinPerWatt: Float = 15
  public var windingSeconds: Float = 10
  public var housingSeconds: Float = 500
  /// The head follows the housing with this lag [E].
  public var headSeconds: Float = 120
  public var copperPerKelvin: Float = 0.00393
  public var ambient = Temperature(celsius: 25)
  public init() {}
}

/// One lithium-ion cell with an ohmic and one relaxation resistance (domain.md §5.5).
public struct BatteryParameters: Sendable, BitwiseCopyable {
  public var ampereHours: Float = 2.5
  public var seriesOhms: Float = 0.04
  public var relaxationOhms: Float = 0.03
  public var relaxationSeconds: Float = 30
  /// The state of charge to begin with, 0 … 1.
  public var charge: Float = 0.8
  /// What the electronics draw without drive [E].
  public var idleWatts: Float = 0.3
  public var converterEfficiency: Float = 0.85
  public init() {}
}

/// What the sensors add to the truth (control.md §1).
public struct SensorParameters: Sendable, BitwiseCopyable {
  public var accelerometerNoise = Acceleration(g: 0.010)
  public var accelerometerRange = Acceleration(g: 16)
  /// Bits over the whole range: 12 … 16.
  public var accelerometerBits: Int32 = 14
  public var currentNoise = Current(amperes: 0.003)
  /// The preload estimate's gain error is drawn once from ± this.
  public var preloadGainError: Float = 0.05
  /// The preload estimate's offset is drawn once from ± this.
  public var preloadOffset = Force(newtons: 0.3)
  public var preloadNoise = Force(newtons: 0.05)
  /// The preload estimate follows the contact force with this time constant [E].
  public var preloadLag: Interval = .milliseconds(1)
  public init() {}
}
