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

  var actuators: PerActuator<Actuator>

  var now = Instant.zero
  var booted: Instant?
  var subStep: UInt32 = 0

  // What is in force.
  var arm: ArmInForce?
  var recentArms = RecentArms()
  /// The earliest moment at which something in force may end; far away when nothing is.
  var deadline = Instant.distantFuture
  var lastSetpointSequence: UInt16 = 0
  @usableFromInline var latches = Latches()
  var history = FaultHistory()

  // How it ends.
  var rampBegan = Instant.zero
  var endingBegan = Instant.zero
  var endedMotion = false
  var switchClosed = false

  // What watches the whole.
  var clock = EnergisedClock()
  /// How often a head's accelerometer was found lying in this boot, at most 2.
  var headContradictions: UInt8 = 0
  var lastInputs = Inputs()
  var buttonMilliseconds: Int32 = 0
  var buttonIsDown = false
  var supplyMilliseconds: Int32 = 0

  // What is told.
  var measuring = false
  var raw = RawCapture()
  var rawIsNext = false
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
    actuators = PerActuator { Actuator(configuration.actuators[$0], flags: configuration.flags) }
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
    } else {
      tellBetween()
    }
    protect(&inputs)
    return synthesise()
  }

  /// Those that the device has; a build for one knows so, and need not count.
  @inline(__always) var indices: Range<Int> {
    DeviceConfiguration.actuatorsMost == 1 ? 0..<1 : 0..<configuration.actuatorCount
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
