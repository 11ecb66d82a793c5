// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities
import Regulation

extension Device {
  /// Becomes what `init` would make, where it is.
  ///
  /// Most of a device's twelve kilobytes are queues that nothing reads before it was written. A
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
    forgetShape()
    forgetObservations()
    forgetHosts()
    takeUp(retained)
  }

  private mutating func forgetOrders() {
    arm = nil
    recentArms = RecentArms()
    setpoint = nil
    deadline = .distantFuture
    lastSetpointSequence = 0
    latches = Latches()
    history.restart()
  }

  private mutating func forgetShape() {
    slew = SlewLimiter()
    synthesiser = Synthesiser()
    drivePeak = 0
    driveMost = 0
    rampFrom = 0
    rampBegan = .zero
    endingBegan = .zero
    endedMotion = false
    shapedLimits = ShapedLimits(configuration.actuatorModel)
    switchClosed = false
    commanded = 0
  }

  private mutating func forgetObservations() {
    peakGuard = PeakGuard()
    standstill = StandstillWatch()
    headWatch = AccelerometerWatch()
    housingWatch = AccelerometerWatch()
    contact = ContactWatch()
    thermal = ThermalDerating()
    stuck = StuckDriveWatch()
    clock = EnergisedClock()
    overCurrentBefore = false
    overStrokeCycles = 0
    liftedSince = .zero
    suspicion = nil
    impedanceTouches = true
    judge = ContactJudge()
    crossCheck = MotionCrossCheck()
    forceWatch = ForceWatch()
    electrical = ElectricalHold()
    headIsDoubted = false
    headContradictions = 0
    baseline = 0
    lastInputs = Inputs()
    buttonMilliseconds = 0
    buttonIsDown = false
    supplyMilliseconds = 0
  }

  private mutating func forgetHosts() {
    lockIn.restart()
    measurement = MeasurementWindow()
    measuring = false
    raw.restart()
    rawIsNext = false
    flags = []
    headPeak = 0
    voltagePeak = 0
    for index in 0..<2 {
      untold[index] = Untold()
      stops[index] = StopRecord()
      outboxes[index].restart()
      subscriptions[index] = Subscription()
    }
    framesReceived = 0
    framesRefused = 0
    setpointsVoid = 0
  }
}
