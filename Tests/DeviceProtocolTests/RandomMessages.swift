// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Randomness

@testable import GoldenVectors

extension SplitMix64 {
  mutating func hostMessage() -> HostMessage {
    switch next() % 10 {
    case 0: .hello(Hello(major: integer(), minor: integer(), nonce: integer()))
    case 1: .arm(arm())
    case 2: .disarm(Disarm(armID: integer()))
    case 3:
      .setpoint(
        Setpoint(
          armID: max(1, integer()), validUntilMilliseconds: integer(), actuator: integer(),
          frequencyCentihertz: integer(), phase: integer(), amplitudeMicrometers: integer(),
          driveTenthMilliamperes: integer()))
    case 4: .stop(Stop(stopID: integer(), reason: pick(StopReason.self)))
    case 5: .clear(Clear(latch: integer(), cause: pick(LatchCause.self)))
    case 6:
      .rates(
        Rates(
          telemetryPeriodMilliseconds: period(), setpointPeriodMilliseconds: period(),
          conditionPeriodCentiseconds: period(), measurement: next() & 1 == 0))
    case 7: .ping(Ping(token: integer()))
    case 8: .rawRequest(RawRequest(channel: pick(RawChannel.self), count: max(1, integer())))
    default: .faultRequest(FaultRequest(index: integer()))
    }
  }

  mutating func deviceMessage() -> DeviceMessage {
    switch next() % 11 {
    case 0: .identity(identity())
    case 1: .actuator(actuator())
    case 2:
      .answer(
        Answer(
          type: integer(), result: pick(Answer.Result.self), sequence: integer(),
          detail: integer()))
    case 3: .telemetry(telemetry())
    case 4: .condition(condition())
    case 5: .measurement(measurement())
    case 6:
      .event(
        Event(
          clockMilliseconds: integer(), code: pick(Event.Code.self), cause: cause(),
          latch: integer(), value: integer()))
    case 7:
      .pong(
        Pong(
          token: integer(), clockMilliseconds: integer(), clockFractionMicroseconds: fraction()))
    case 8:
      .standstill(
        Standstill(
          stopID: integer(), phase: pick(Standstill.Phase.self), clockMilliseconds: integer(),
          endedMilliseconds: integer(), confirmedMilliseconds: integer(),
          residualMilligravities: integer(), latch: integer()))
    case 9: .raw(burst())
    default:
      .fault(
        FaultRecord(
          index: integer(), cause: cause(), latch: integer(), clockMilliseconds: integer(),
          value: integer(), bootID: integer()))
    }
  }

  private mutating func period() -> UInt8 { UInt8(1 + next() % 100) }
  private mutating func cause() -> UInt8 { UInt8(next() % 17) }
  private mutating func fraction() -> UInt16 { UInt16(next() % 1000) }
  private mutating func phasor() -> WirePhasor {
    WirePhasor(inPhase: integer(), quadrature: integer())
  }
  private mutating func int24() -> Int32 { Int32(next() % 16_777_215) - 8_388_607 }

  private mutating func text() -> WireText {
    var text = WireText(repeating: 0)
    for index in 0..<Int(1 + next() % 16) { text[index] = UInt8(0x20 + next() % 95) }
    return text
  }

  private mutating func arm() -> Arm {
    Arm(
      armID: max(1, integer()), actuatorMask: max(1, integer()), frequencyMinCentihertz: integer(),
      frequencyMaxCentihertz: integer(), amplitudeMaxMicrometers: integer(),
      accelerationMaxMilligravities: integer(), driveMaxTenthMilliamperes: integer(),
      energisedMaxMilliseconds: integer(), endMilliseconds: integer())
  }

  private mutating func identity() -> Identity {
    Identity(
      major: integer(), minor: integer(), nonce: integer(),
      firmware: (major: integer(), minor: integer(), patch: integer()),
      actuators: UInt8(1 + next() % 8), flags: IdentityFlags(rawValue: UInt8(next() & 0x3F)),
      resetCause: pick(ResetCause.self), serial: text(), model: text(), bootID: integer(),
      sampleRateHertz: integer(), fastestPeriodMilliseconds: period())
  }

  private mutating func actuator() -> ActuatorIdentity {
    ActuatorIdentity(
      actuator: integer(), kind: next() & 1 == 0 ? .open : .regulated,
      frequencyMinCentihertz: integer(), frequencyMaxCentihertz: integer(),
      amplitudeMaxMicrometers: integer(), accelerationMaxMilligravities: integer(),
      driveMaxTenthMilliamperes: integer(), movingMassTenthGrams: integer(),
      suspensionNewtonsPerMeter: integer(), dampingCentinewtonSecondsPerMeter: integer(),
      forceConstantCentinewtonsPerAmpere: integer(), resistanceMilliohms: integer(),
      travelMicrometers: integer(), sensorDelayMicroseconds: integer(),
      housingMassTenthGrams: integer())
  }

  mutating func telemetry() -> Telemetry {
    var it = Telemetry()
    it.actuator = integer()
    it.state = pick(DeviceState.self)
    it.clockMilliseconds = integer()
    it.clockFractionMicroseconds = fraction()
    it.flags = TelemetryFlags(rawValue: UInt16(next() & 0xFFF))
    it.lastSetpoint = integer()
    it.latches = integer()
    it.newestLatch = integer()
    it.frequencyCentihertz = integer()
    it.windowTenMicroseconds = integer()
    it.ageTenMicroseconds = integer()
    it.targetMicrometers = integer()
    it.head = phasor()
    it.headSecond = phasor()
    it.housing = phasor()
    it.current = phasor()
    it.currentSecond = phasor()
    it.driveMillivolts = integer()
    it.contactForceCentinewtons = integer()
    it.headPeakMilligravities = integer()
    it.clippedSamples = integer()
    it.housingSecond = phasor()
    return it
  }

  private mutating func condition() -> Condition {
    var it = Condition()
    it.clockMilliseconds = integer()
    it.windingCentidegrees = integer()
    it.housingCentidegrees = integer()
    it.headCentidegrees = integer()
    it.batteryPercent = integer()
    it.state = pick(DeviceState.self)
    it.supplyMillivolts = integer()
    it.latches = integer()
    it.energisedMilliseconds = integer()
    it.framesReceived = integer()
    it.framesRefused = integer()
    it.setpointsVoid = integer()
    it.deratingPermille = integer()
    it.newestLatch = integer()
    it.newestLatchCause = cause()
    it.faultsRecorded = integer()
    return it
  }

  private mutating func measurement() -> Measurement {
    var it = Measurement()
    it.actuator = integer()
    it.tone = integer()
    it.centreMilliseconds = integer()
    it.centreFractionMicroseconds = fraction()
    it.frequencyCentihertz = integer()
    it.samples = integer()
    it.clippedSamples = integer()
    it.headInPhase = int24()
    it.headQuadrature = int24()
    it.headSecondInPhase = int24()
    it.headSecondQuadrature = int24()
    it.headThird = phasor()
    it.headHalf = phasor()
    it.housingInPhase = int24()
    it.housingQuadrature = int24()
    it.currentInPhase = int24()
    it.currentQuadrature = int24()
    it.preloadMeanCentinewtons = integer()
    it.preloadMinimumCentinewtons = integer()
    it.windingCentidegrees = integer()
    return it
  }

  private mutating func burst() -> RawBurst {
    var it = RawBurst()
    it.channel = pick(RawChannel.self)
    it.count = UInt8(1 + next() % 20)
    it.offset = UInt8(next() % 200)
    it.of = it.offset + it.count
    it.clockMilliseconds = integer()
    it.clockFractionMicroseconds = fraction()
    for index in 0..<Int(it.count) { it.samples[index] = integer() }
    return it
  }
}
