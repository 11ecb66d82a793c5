// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities
import Regulation

/// One actuator of a device: what shapes its drive, what watches it, and what is told of it.
///
/// It ends and latches nothing. What it finds it returns to the device, which has one arm, one
/// second switch and one set of latches for all of them.
struct Actuator: Sendable {
  enum Motion: UInt8, Sendable, BitwiseCopyable {
    /// Nothing is asked of it.
    case still
    case driven
    /// Contact lost: driven at free-air level.
    case lifted
  }

  var motion = Motion.still
  var hasForce: Bool
  var hasHousing: Bool

  // What shapes the drive.
  /// Granted by the arm in force, or the one whose ramp this is.
  var bounds: Bounds
  /// Peak amperes granted with it.
  var driveMost: Float = 0
  var setpoint: ActiveSetpoint?
  var slew = SlewLimiter()
  var synthesiser = Synthesiser()
  /// Peak amperes before the guard's share, as shaped at the last millisecond.
  var drivePeak: Float = 0
  /// Peak amperes at which a ramp began.
  var rampFrom: Float = 0
  var shapedLimits: ShapedLimits
  var commanded: Float = 0
  /// When it was last driven in this boot.
  var lastDriven: Instant?

  // What watches.
  var peakGuard = PeakGuard()
  var standstill = StandstillWatch()
  var headWatch = AccelerometerWatch()
  var housingWatch = AccelerometerWatch()
  var contact = ContactWatch()
  var thermal = ThermalDerating()
  var stuck = StuckDriveWatch()
  var overCurrentBefore = false
  var overStrokeCycles: Int32 = 0
  var liftedSince = Instant.zero
  var suspicion: Suspicion?
  var impedanceTouches = true
  var judge = ContactJudge()
  var crossCheck = MotionCrossCheck()
  var forceWatch = ForceWatch()
  /// A cycle ended whose contact force has not been judged.
  var forceIsDue = false
  var electrical = ElectricalHold()
  /// The head's accelerometer was found lying, and that fault still stands.
  var headIsDoubted = false
  var baseline: Float = 0
  /// Of the last whole millisecond.
  var winding = Temperature(celsius: 25)

  // What is told.
  var lockIn = LockIn()
  var measurement = MeasurementWindow()
  /// The window that ended last, until it is handed over.
  var measured: Measurement?
  var flags: TelemetryFlags = []
  /// Of the present millisecond.
  var headPeak: Float = 0
  var voltagePeak: Float = 0
  /// What each transport has not been told yet.
  var untold = InlineArray<2, Untold>(repeating: Untold())

  init(_ identity: ActuatorIdentity, flags: IdentityFlags) {
    hasForce = flags.contains(.contactForce)
    hasHousing = flags.contains(.housingAccelerometer)
    bounds = identity.bounds
    shapedLimits = ShapedLimits(identity.model)
  }

  /// Whether its drive's phase goes on, ramps included.
  @inline(__always) var isSynthesising: Bool { motion != .still }
}
