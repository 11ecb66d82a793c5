// SPDX-License-Identifier: Apache-2.0
import Quantities

/// The device's own limits.
///
/// They are written here again and share nothing with the host's, so that
/// one mistake cannot be in both.
///
/// Standing `[E]` unless said otherwise: promises.md, control.md §2, domain.md §4.
enum DeviceLimits {
  static var stepSeconds: Float { 0.00025 }
  static var stepNanoseconds: UInt64 { 250_000 }
  static var stepsPerMillisecond: UInt32 { 4 }

  // Silence and stopping.
  static var horizonMilliseconds: Int32 { 300 }
  static var ramp: Interval { .milliseconds(100) }
  static var switchOpensAfter: Interval { .milliseconds(150) }
  static var standstillWithin: Interval { .milliseconds(1000) }
  static var quietFor: Interval { .milliseconds(100) }
  static var quietHead: Float { 0.1 }
  /// Used when the head's sensor is dead; the housing moves 0.2–0.9 times the head (control.md §1).
  static var quietHousing: Float { 0.02 }
  /// An arm that no setpoint follows ends by itself.
  static var armUnused: Interval { .milliseconds(5000) }

  // Time in use. The counters begin anew after a rest without drive.
  static var energised: Interval { .milliseconds(1_200_000) }
  static var wall: Interval { .milliseconds(2_700_000) }
  static var rest: Interval { .milliseconds(300_000) }

  // The per-sample guard.
  static var guardFactor: Float { 1.5 }
  static var guardMargin: Float { 0.3 }
  /// Noise, harmonics and the regulator's overshoot must fit under what brakes the coil.
  static var brakeFactor: Float { 1.2 }
  static var brakeMargin: Float { 0.3 }
  static var guardSamples: Int32 { 2 }
  static var brakeSamples: Int32 { 4 }
  static var guardHold: Interval { .milliseconds(4) }
  /// The guard gives the drive back over this long.
  static var guardRecovery: Interval { .milliseconds(100) }
  static var accelerationMax: Float { 10 }
  static var overCurrentFactor: Float { 1.2 }
  static var overCurrentMargin: Float { 0.1 }

  /// Cycles in a row with the head beyond its travel before the coil is braked.
  static var strokeCycles: Int32 { 3 }

  // Sensors.
  static var sensorFaultAfter: Interval { .milliseconds(200) }
  static var saturated: Float { 15.9 }
  /// A live accelerometer's noise spans more than this in 20 ms.
  static var deadSpan: Float { 0.0015 }
  static var watchSteps: Int32 { 80 }

  /// Below this relative velocity, m/s, the coil's own voltage is too small to judge by.
  static var checkVelocity: Float { 0.02 }
  /// Sensors and coil may differ by this factor; over loads, presses and tones of the simulated plant
  /// they differ by less than 0.75.
  static var checkRatio: Float { 0.65 }

  /// A live force sensor's noise spans more than this in a cycle, N.
  static var deadForceSpan: Float { 0.0005 }
  /// Less motion, g peak, says nothing about what the force should do.
  static var forceCheckMotion: Float { 0.1 }
  /// The tissue's share of what the coil moves: below 0.02 in free air, above 0.046 on both tissue
  /// sets with every value within ±50 % (`Impedance.contactShare`).
  static var freeShare: Float { 0.03 }

  // Contact.
  static var contactLost: Float { 2 }
  static var contactRegained: Float { 2.5 }
  static var contactLostSteps: Int32 { 12 }
  static var contactRegainedFor: Interval { .milliseconds(50) }
  static var lifted: Interval { .milliseconds(2000) }
  /// A head that went over the cap and still touches after this was not lifted.
  static var liftProof: Interval { .milliseconds(60) }
  static var freeAirShare: Float { 0.2 }

  // Heat, °C.
  static var windingDerate: Float { 90 }
  static var windingStop: Float { 110 }
  static var headDerate: Float { 40 }
  static var headStop: Float { 41 }
  static var housingDerate: Float { 43 }
  static var housingStop: Float { 48 }
  static var temperatureLow: Float { -30 }
  static var temperatureHigh: Float { 160 }

  // Supply.
  static var batteryStop: Float { 0.05 }
  static var batteryClear: Float { 0.10 }
  static var supplyStop: Float { 2.9 }

  // A drive that does not obey.
  static var stuckCurrent: Float { 0.1 }
  static var stuckAfterOff: Interval { .milliseconds(300) }
  static var stuckMotion: Float { 0.5 }

  static var bootTest: Interval { .milliseconds(150) }
  static var bootTestMost: Interval { .milliseconds(5000) }
}
