// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities
import Regulation

extension Device {
  /// Becomes what `init` would make, where it is.
  ///
  /// Most of a device's kilobytes are queues that nothing reads before it was written. A
  /// microcontroller has no stack for a second device to be copied from, so it restarts one in memory
  /// that holds anything.
  public mutating func restart(
    configuration: DeviceConfiguration, resetCause: ResetCause, bootID: UInt32,
    retained: RetainedState? = nil
  ) {
    self.configuration = configuration
    self.resetCause = resetCause
    self.bootID = bootID
    state = .selfTest
    now = .zero
    booted = nil
    subStep = 0
    forgetOrders()
    forgetEndings()
    forgetHosts()
    for index in actuators.indices {
      actuators[index].restart(configuration.actuators[index], flags: configuration.flags)
    }
    takeUp(retained)
  }

  private mutating func forgetOrders() {
    arm = nil
    recentArms = RecentArms()
    deadline = .distantFuture
    lastSetpointSequence = 0
    latches = Latches()
    history.restart()
  }

  private mutating func forgetEndings() {
    rampBegan = .zero
    endingBegan = .zero
    endedMotion = false
    switchClosed = false
    clock = EnergisedClock()
    headContradictions = 0
    lastInputs = Inputs()
    buttonMilliseconds = 0
    buttonIsDown = false
    supplyMilliseconds = 0
  }

  private mutating func forgetHosts() {
    measuring = false
    raw.restart()
    rawIsNext = false
    for index in 0..<2 {
      stops[index] = StopRecord()
      outboxes[index].restart()
      subscriptions[index] = Subscription()
    }
    framesReceived = 0
    framesRefused = 0
    setpointsVoid = 0
  }
}

extension Actuator {
  /// Becomes what `init` would make, where it is.
  mutating func restart(_ identity: ActuatorIdentity, flags: IdentityFlags) {
    motion = .still
    hasForce = flags.contains(.contactForce)
    hasHousing = flags.contains(.housingAccelerometer)
    bounds = identity.bounds
    driveMost = 0
    setpoint = nil
    slew = SlewLimiter()
    synthesiser = Synthesiser()
    drivePeak = 0
    rampFrom = 0
    shapedLimits = ShapedLimits(identity.model)
    commanded = 0
    lastDriven = nil
    forgetObservations()
    lockIn.restart()
    measurement = MeasurementWindow()
    measured = nil
    self.flags = []
    headPeak = 0
    voltagePeak = 0
    for index in 0..<2 { untold[index] = Untold() }
  }

  private mutating func forgetObservations() {
    peakGuard = PeakGuard()
    standstill = StandstillWatch()
    headWatch = AccelerometerWatch()
    housingWatch = AccelerometerWatch()
    contact = ContactWatch()
    thermal = ThermalDerating()
    stuck = StuckDriveWatch()
    overCurrentBefore = false
    overStrokeCycles = 0
    liftedSince = .zero
    suspicion = nil
    impedanceTouches = true
    judge = ContactJudge()
    crossCheck = MotionCrossCheck()
    forceWatch = ForceWatch()
    forceIsDue = false
    electrical = ElectricalHold()
    headIsDoubted = false
    baseline = 0
    winding = Temperature(celsius: 25)
  }
}
