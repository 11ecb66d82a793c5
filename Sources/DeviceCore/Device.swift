// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities
import Regulation

/// A massager as a pure state machine: messages and samples in, messages and drive out.
///
/// `step` runs every 250 µs on the device's own clock, which starts at boot; `receive` takes what a
/// transport decoded; `nextMessage` drains what waits for it. Nothing here reads a clock, allocates
/// or fails: every input has an answer.
public struct Device: Sendable {
  public internal(set) var configuration: DeviceConfiguration
  public internal(set) var resetCause: ResetCause
  public internal(set) var bootID: UInt32
  public internal(set) var state = DeviceState.selfTest

  var now = Instant.zero
  var booted: Instant?
  var subStep: UInt32 = 0

  // What is in force.
  var arm: ArmInForce?
  var recentArms = RecentArms()
  var setpoint: ActiveSetpoint?
  /// The earliest moment at which something in force may end; far away when nothing is.
  var deadline = Instant.distantFuture
  var lastSetpointSequence: UInt16 = 0
  @usableFromInline var latches = Latches()
  var history = FaultHistory()

  // What shapes the drive.
  var slew = SlewLimiter()
  var synthesiser = Synthesiser()
  /// Peak amperes before the guard's share, as shaped at the last millisecond.
  var drivePeak: Float = 0
  /// Peak amperes that the arm in force, or the one whose ramp this is, allows.
  var driveMost: Float = 0
  /// Peak amperes and share at which a ramp began.
  var rampFrom: Float = 0
  var rampBegan = Instant.zero
  var endingBegan = Instant.zero
  var endedMotion = false
  var shapedLimits: ShapedLimits
  var switchClosed = false
  var commanded: Float = 0

  // What watches.
  var peakGuard = PeakGuard()
  var standstill = StandstillWatch()
  var headWatch = AccelerometerWatch()
  var housingWatch = AccelerometerWatch()
  var contact = ContactWatch()
  var thermal = ThermalDerating()
  var stuck = StuckDriveWatch()
  var clock = EnergisedClock()
  var overCurrentBefore = false
  var overStrokeCycles: Int32 = 0
  var liftedSince = Instant.zero
  var suspicion: Suspicion?
  var impedanceTouches = true
  var judge = ContactJudge()
  var crossCheck = MotionCrossCheck()
  var forceWatch = ForceWatch()
  var electrical = ElectricalHold()
  /// The head's accelerometer was found lying, and that fault still stands.
  var headIsDoubted = false
  /// How often it was in this boot, at most 2.
  var headContradictions: UInt8 = 0
  var baseline: Float = 0
  var lastInputs = Inputs()
  var buttonMilliseconds: Int32 = 0
  var buttonIsDown = false
  var supplyMilliseconds: Int32 = 0

  // What is told.
  var lockIn = LockIn()
  var measurement = MeasurementWindow()
  var measuring = false
  var raw = RawCapture()
  var rawIsNext = false
  var flags: TelemetryFlags = []
  /// Of the present millisecond.
  var headPeak: Float = 0
  var voltagePeak: Float = 0
  /// What each transport has not been told yet.
  var untold = InlineArray<2, Untold>(repeating: Untold())
  var stops = InlineArray<2, StopRecord>(repeating: StopRecord())
  var outboxes = InlineArray<2, Outbox>(repeating: Outbox())
  var subscriptions = InlineArray<2, Subscription>(repeating: Subscription())
  var framesReceived: UInt32 = 0
  var framesRefused: UInt32 = 0
  var setpointsVoid: UInt32 = 0

  /// `retained` is what the boot before left in memory that survives a reset; it is asked for after
  /// every reset but `powerOn`.
  public init(
    configuration: DeviceConfiguration, resetCause: ResetCause, bootID: UInt32,
    retained: RetainedState? = nil
  ) {
    self.configuration = configuration
    self.resetCause = resetCause
    self.bootID = bootID
    shapedLimits = ShapedLimits(configuration.actuatorModel)
    takeUp(retained)
  }

  /// The causes that are latched, as on the wire.
  ///
  /// Inlined: a call would copy the whole device first.
  @inlinable public var latchMask: UInt16 { latches.mask }

  /// One control step.
  public mutating func step(now: Instant, inputs: Inputs) -> Outputs {
    var inputs = inputs
    return step(now: now, lent: &inputs)
  }

  /// One control step that leaves its inputs as they are.
  ///
  /// They are lent: handed over by value they would be copied from where they were only just written.
  public mutating func step(now: Instant, lent inputs: inout Inputs) -> Outputs {
    self.now = now
    if booted == nil { booted = now }
    sense(&inputs)
    if now >= deadline { expire() }
    subStep &+= 1
    if subStep == DeviceLimits.stepsPerMillisecond {
      subStep = 0
      lastInputs = inputs
      tick()
    }
    protect(&inputs)
    let drive = synthesise()
    return Outputs(drive: drive, powerSwitchClosed: switchClosed)
  }

  /// Everything that is soon enough once a millisecond.
  private mutating func tick() {
    watchHeat()
    watchSupply()
    watchButtons()
    watchSensors()
    watchDrive()
    watchTime()
    finishSelfTest()
    followContact()
    shape()
    finishEnding()
    reportStops()
    publish()
  }
}
