// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol

/// The messages that the golden vectors hold: one typical and one extreme of each.
enum VectorCases {
  static let host: [(name: String, sequence: UInt16, message: HostMessage)] = [
    ("hello", 0, .hello(Hello(major: 1, minor: 0, nonce: 0x1234_5678))),
    ("hello of another major", 65535, .hello(Hello(major: 2, minor: 7, nonce: 0xFFFF_FFFF))),
    (
      "arm for one minute", 3,
      .arm(
        Arm(
          armID: 0xA1B2_C3D4, actuatorMask: 1, frequencyMinCentihertz: 2000,
          frequencyMaxCentihertz: 6000, amplitudeMaxMicrometers: 1500,
          accelerationMaxMilligravities: 8000, driveMaxTenthMilliamperes: 15000,
          energisedMaxMilliseconds: 60000, endMilliseconds: 123_456))
    ),
    (
      "arm with every field at its end", 4,
      .arm(
        Arm(
          armID: .max, actuatorMask: .max, frequencyMinCentihertz: .max,
          frequencyMaxCentihertz: .max, amplitudeMaxMicrometers: .max,
          accelerationMaxMilligravities: .max, driveMaxTenthMilliamperes: .max,
          energisedMaxMilliseconds: .max, endMilliseconds: .max))
    ),
    ("disarm", 5, .disarm(Disarm(armID: 0xA1B2_C3D4))),
    (
      "setpoint of 45 Hz and 1 mm", 6,
      .setpoint(
        Setpoint(
          armID: 0xA1B2_C3D4, validUntilMilliseconds: 63150, actuator: 0,
          frequencyCentihertz: 4500, phase: 0, amplitudeMicrometers: 1000,
          driveTenthMilliamperes: 5230))
    ),
    (
      "setpoint with every field at its end", 256,
      .setpoint(
        Setpoint(
          armID: .max, validUntilMilliseconds: .max, actuator: .max, frequencyCentihertz: .max,
          phase: .max, amplitudeMicrometers: .max, driveTenthMilliamperes: .max))
    ),
    ("stop by the user", 7, .stop(Stop(stopID: 1, reason: .user))),
    ("stop after a host's gap", 8, .stop(Stop(stopID: 0xBEEF, reason: .hostGap))),
    ("clear of a stop", 9, .clear(Clear(latch: 1, cause: .stopCommand))),
    ("clear of the last cause", 10, .clear(Clear(latch: 65535, cause: .standstillFailed))),
    (
      "rates of 1 ms", 1,
      .rates(
        Rates(
          telemetryPeriodMilliseconds: 1, setpointPeriodMilliseconds: 1,
          conditionPeriodCentiseconds: 10, measurement: false))
    ),
    (
      "slowest rates", 11,
      .rates(
        Rates(
          telemetryPeriodMilliseconds: 100, setpointPeriodMilliseconds: 100,
          conditionPeriodCentiseconds: 100, measurement: true))
    ),
    ("ping", 2, .ping(Ping(token: 0x0000_0100))),
    ("raw request", 12, .rawRequest(RawRequest(channel: .current, count: 255))),
    ("fault request", 13, .faultRequest(FaultRequest(index: 0))),
  ]

  static let device: [(name: String, sequence: UInt16, message: DeviceMessage)] = [
    ("identity", 0, .identity(identity)),
    ("actuator", 1, .actuator(actuator)),
    (
      "answer: hello accepted", 2,
      .answer(Answer(type: 0x01, result: .accepted, sequence: 0, detail: 1))
    ),
    (
      "answer: unsupported", 65535,
      .answer(Answer(type: 0x09, result: .unsupported, sequence: 65535, detail: .max))
    ),
    ("telemetry, running", 700, .telemetry(telemetry)),
    ("telemetry, idle", 701, .telemetry(Telemetry())),
    ("condition", 702, .condition(condition)),
    ("measurement", 703, .measurement(measurement)),
    (
      "event: latched", 704,
      .event(
        Event(
          clockMilliseconds: 63100, code: .latched, cause: LatchCause.overAcceleration.rawValue,
          latch: 2, value: 10400))
    ),
    (
      "event: silence", 705,
      .event(Event(clockMilliseconds: 63250, code: .silence, cause: 0, latch: 0, value: -1))
    ),
    (
      "pong", 706,
      .pong(Pong(token: 0x0000_0100, clockMilliseconds: 62999, clockFractionMicroseconds: 999))
    ),
    (
      "standstill: stopping", 707,
      .standstill(
        Standstill(
          stopID: 1, phase: .stopping, clockMilliseconds: 63300, endedMilliseconds: 0,
          confirmedMilliseconds: 0, residualMilligravities: 0, latch: 1))
    ),
    (
      "standstill: confirmed", 708,
      .standstill(
        Standstill(
          stopID: 1, phase: .confirmed, clockMilliseconds: 63518, endedMilliseconds: 118,
          confirmedMilliseconds: 218, residualMilligravities: 41, latch: 1))
    ),
    ("raw, the last part", 709, .raw(burst(count: 5, offset: 250))),
    ("raw, a full part", 710, .raw(burst(count: 20, offset: 0))),
    (
      "fault record", 711,
      .fault(
        FaultRecord(
          index: 0, cause: LatchCause.windingHot.rawValue, latch: 7, clockMilliseconds: 9_000_000,
          value: 11034, bootID: 0xCAFE_F00D))
    ),
    (
      "no such fault record", 712,
      .fault(
        FaultRecord(index: 9, cause: 0, latch: 0, clockMilliseconds: 0, value: 0, bootID: 0))
    ),
  ]

  private static func text(_ string: String) -> WireText {
    var text = WireText(repeating: 0)
    for (index, character) in string.utf8.prefix(16).enumerated() { text[index] = character }
    return text
  }

  private static var identity: Identity {
    Identity(
      major: 1, minor: 0, nonce: 0x1234_5678, firmware: (major: 0, minor: 1, patch: 0),
      actuators: 1,
      flags: [.simulated, .housingAccelerometer, .contactForce, .battery, .stopButton],
      resetCause: .powerOn, serial: text("SIM-T1"), model: text("Tonus reference!"),
      bootID: 0xCAFE_F00D, sampleRateHertz: 4000, fastestPeriodMilliseconds: 1)
  }

  private static var actuator: ActuatorIdentity {
    ActuatorIdentity(
      actuator: 0, kind: .open, frequencyMinCentihertz: 1000, frequencyMaxCentihertz: 15000,
      amplitudeMaxMicrometers: 4000, accelerationMaxMilligravities: 10000,
      driveMaxTenthMilliamperes: 20000, movingMassTenthGrams: 800,
      suspensionNewtonsPerMeter: 2000, dampingCentinewtonSecondsPerMeter: 300,
      forceConstantCentinewtonsPerAmpere: 800, resistanceMilliohms: 3000, travelMicrometers: 10000,
      sensorDelayMicroseconds: 125, housingMassTenthGrams: 3500)
  }

  private static var telemetry: Telemetry {
    var it = Telemetry()
    it.state = .running
    it.clockMilliseconds = 63042
    it.clockFractionMicroseconds = 250
    it.flags = [.contact, .fresh, .slewing]
    it.lastSetpoint = 6
    it.latches = LatchCause.stopCommand.mask
    it.newestLatch = 1
    it.frequencyCentihertz = 4500
    it.windowTenMicroseconds = 2225
    it.ageTenMicroseconds = 1125
    it.targetMicrometers = 1000
    it.head = WirePhasor(inPhase: -7011, quadrature: 4090)
    it.headSecond = WirePhasor(inPhase: 120, quadrature: -33)
    it.housing = WirePhasor(inPhase: 2012, quadrature: -900)
    it.current = WirePhasor(inPhase: 5228, quadrature: -17)
    it.currentSecond = WirePhasor(inPhase: .max, quadrature: .min)
    it.driveMillivolts = 2190
    it.contactForceCentinewtons = 1004
    it.headPeakMilligravities = 4310
    it.clippedSamples = 0
    it.housingSecond = WirePhasor(inPhase: -41, quadrature: 7)
    return it
  }

  private static var condition: Condition {
    var it = Condition()
    it.clockMilliseconds = 63050
    it.windingCentidegrees = 4812
    it.housingCentidegrees = 3105
    it.headCentidegrees = -250
    it.batteryPercent = 87
    it.state = .latched
    it.supplyMillivolts = 3912
    it.latches = 0x8001
    it.energisedMilliseconds = 41980
    it.framesReceived = 60123
    it.framesRefused = 2
    it.setpointsVoid = 5
    it.deratingPermille = 970
    it.newestLatch = 2
    it.newestLatchCause = LatchCause.standstillFailed.rawValue
    it.faultsRecorded = 2
    return it
  }

  private static var measurement: Measurement {
    var it = Measurement()
    it.tone = 3
    it.centreMilliseconds = 62500
    it.centreFractionMicroseconds = 125
    it.frequencyCentihertz = 3300
    it.samples = 4000
    it.clippedSamples = 1
    it.headInPhase = -8_388_607
    it.headQuadrature = 8_388_607
    it.headSecondInPhase = -1
    it.headSecondQuadrature = 256
    it.headThird = WirePhasor(inPhase: -1, quadrature: 1)
    it.headHalf = WirePhasor(inPhase: 77, quadrature: -78)
    it.housingInPhase = 65536
    it.housingQuadrature = -65536
    it.currentInPhase = 26140
    it.currentQuadrature = -85
    it.preloadMeanCentinewtons = 998
    it.preloadMinimumCentinewtons = 871
    it.windingCentidegrees = 4801
    return it
  }

  private static func burst(count: UInt8, offset: UInt8) -> RawBurst {
    var it = RawBurst()
    it.channel = .housingAcceleration
    it.offset = offset
    it.count = count
    it.of = 255
    it.clockMilliseconds = 63000
    it.clockFractionMicroseconds = 750
    for index in 0..<Int(count) { it.samples[index] = Int16(index * 300 - 2000) }
    return it
  }
}
