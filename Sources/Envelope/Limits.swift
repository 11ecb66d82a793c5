// SPDX-License-Identifier: Apache-2.0
import Quantities

/// The host's limits of what may touch a body, in one place.
///
/// What a device holds by itself, temperatures among it, is in DeviceCore's `DeviceLimits` and shares nothing
/// with these; each zone's profiles are data of Anatomy, what an answer takes away is data of Person.
///
/// Standing of each: `[S]` published and read, `[T]` general knowledge, `[C]` computed, `[E]`
/// engineering default without a published source, to hold until a clinician says otherwise. Where
/// nothing else is said the origin is domain.md §4.3 and the standing `[E]`.
public enum Limits {
  // Tissue, per zone and side.

  /// Greatest energised time of one application: A 300 s, B 180 s, neck 60 s, C none.
  @inlinable public static func applicationMaximum(_ safetyClass: SafetyClass) -> Interval {
    switch safetyClass {
    case .a: .seconds(Int64(300))
    case .b: .seconds(Int64(180))
    case .neck: .seconds(Int64(60))
    case .c: .zero
    }
  }

  /// Rest after the cap of one application: A 30 min, B 2 h, neck 6 h, C 24 h.
  @inlinable public static func restAfterCap(_ safetyClass: SafetyClass) -> Interval {
    switch safetyClass {
    case .a: .seconds(Int64(1800))
    case .b: .seconds(Int64(7200))
    case .neck: .seconds(Int64(21600))
    case .c: .seconds(Int64(86400))
    }
  }

  /// Greatest energised time in a day: A 15 min, B 6 min, neck 2 min, C none.
  @inlinable public static func dailyMaximum(_ safetyClass: SafetyClass) -> Interval {
    switch safetyClass {
    case .a: .seconds(Int64(900))
    case .b: .seconds(Int64(360))
    case .neck: .seconds(Int64(120))
    case .c: .zero
    }
  }

  /// Greatest peak acceleration: A 10 g, B 8 g, neck 2 g, C none (promises.md §5).
  @inlinable public static func accelerationMaximum(_ safetyClass: SafetyClass) -> Acceleration {
    switch safetyClass {
    case .a: Acceleration(g: 10)
    case .b: Acceleration(g: 8)
    case .neck: Acceleration(g: 2)
    case .c: .zero
    }
  }

  /// Share of the amplitude in a person's first sessions: A 50 %, B 40 %, neck 30 %, C none.
  @inlinable public static func firstSessionsFactor(_ safetyClass: SafetyClass) -> Float {
    switch safetyClass {
    case .a: 0.5
    case .b: 0.4
    case .neck: 0.3
    case .c: 0
    }
  }

  /// Greatest step up of the amplitude per confirmation: A 20 %, B and neck 10 %, C none.
  @inlinable public static func amplitudeStepMaximum(_ safetyClass: SafetyClass) -> Float {
    switch safetyClass {
    case .a: 0.2
    case .b, .neck: 0.1
    case .c: 0
    }
  }

  /// Confirmed steps up are at least this far apart.
  @inlinable public static var amplitudeStepApart: Interval { .seconds(Int64(20)) }
  /// How many sessions count as a person's first (after seed 001, "light first").
  @inlinable public static var firstSessions: Int { 3 }

  // Sessions.

  /// Energised time of one session: 15 min (vendor practice `[V]`, domain.md §4.3).
  @inlinable public static var sessionEnergisedMaximum: Interval { .seconds(Int64(900)) }
  /// The device's hard stop by the wall clock: 45 min (promises.md §5).
  @inlinable public static var deviceWallMaximum: Interval { .seconds(Int64(2700)) }
  /// Sessions a day (a massager's FAQ `[V]`).
  @inlinable public static var sessionsPerDay: Int { 3 }
  /// Intensity runs from 1 to 10, tenths of the day's effective amplitude cap (promises.md §5).
  @inlinable public static var intensityMaximum: Int { 10 }
  @inlinable public static var intensityDefault: Int { 4 }
  /// The gentle steps at the start of every session.
  @inlinable public static var warmUpDuration: Interval { .seconds(Int64(30)) }
  /// Answers to the red-flag questions hold this long (domain.md §4.5, H10).
  @inlinable public static var answersValid: Interval { .seconds(Int64(86400)) }
  /// Answers to the questions about health hold this long at most, 90 days.
  @inlinable public static var healthAnswersValid: Interval { .seconds(Int64(7_776_000)) }
  /// A clinician's agreement holds this long at most, 180 days.
  @inlinable public static var agreementValid: Interval { .seconds(Int64(15_552_000)) }

  /// An assessment says something for this long, 28 days.
  @inlinable public static var assessmentValid: Interval { .seconds(Int64(2_419_200)) }

  // Rates of change (promises.md §4).

  /// Rise of the peak-to-peak amplitude per second up to the level of the last ten seconds.
  @inlinable public static var amplitudeSlewToTolerated: Displacement {
    Displacement(millimeters: 20)
  }
  /// Rise of the peak-to-peak amplitude per second above that level.
  @inlinable public static var amplitudeSlewAbove: Displacement { Displacement(millimeters: 1) }
  /// Change of frequency per second, both ways.
  @inlinable public static var frequencySlewPerSecond: Hertz { Hertz(hertz: 20) }
  /// The longest step a slew limiter counts in full.
  @inlinable public static var slewStepMax: Interval { .milliseconds(10) }

  // Silence and stopping (promises.md §2 and §3).

  /// A client's lease without renewal.
  @inlinable public static var lease: Interval { .seconds(Int64(1)) }
  /// The life a host gives a setpoint.
  @inlinable public static var setpointLife: Interval { .milliseconds(150) }
  /// Telemetry older than this freezes the regulator.
  @inlinable public static var telemetryFreezes: Interval { .milliseconds(100) }
  /// Telemetry older than this ends the session.
  @inlinable public static var telemetryEnds: Interval { .milliseconds(300) }
  /// A gap of the host's clock this long interrupts the session.
  @inlinable public static var hostGap: Interval { .milliseconds(300) }
  /// The drive's way down when it is told to stop.
  @inlinable public static var stopRamp: Interval { .milliseconds(100) }
  /// Still for this long is standstill.
  @inlinable public static var standstillFor: Interval { .milliseconds(100) }
  /// A stop not confirmed after this long is a failure to say aloud.
  @inlinable public static var standstillWithin: Interval { .seconds(Int64(1)) }
  /// Contact may stay lost this long at free-air level.
  @inlinable public static var liftedMaximum: Interval { .seconds(Int64(2)) }

  // The operator's hand, points a day (domain.md §4.1; 100 is the action value `[S38]`).

  @inlinable public static var handPointsWarn: Float { 50 }
  @inlinable public static var handPointsRefuse: Float { 100 }
  /// Handle over head acceleration where the handle has no sensor.
  @inlinable public static var assumedHandleTransfer: Float { 0.25 }
}
