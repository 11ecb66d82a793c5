// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What a device says to a host.
public enum DeviceMessage: Sendable, BitwiseCopyable {
  case identity(Identity)
  case actuator(ActuatorIdentity)
  case answer(Answer)
  case telemetry(Telemetry)
  case condition(Condition)
  case measurement(Measurement)
  case event(Event)
  case pong(Pong)
  case standstill(Standstill)
  case raw(RawBurst)
  case fault(FaultRecord)

  public var type: UInt8 {
    switch self {
    case .identity: 0x81
    case .actuator: 0x82
    case .answer: 0x83
    case .telemetry: 0x84
    case .condition: 0x85
    case .measurement: 0x86
    case .event: 0x87
    case .pong: 0x88
    case .standstill: 0x89
    case .raw: 0x8A
    case .fault: 0x8B
    }
  }
}

/// Sixteen bytes of printable ASCII, padded with zeros.
public typealias WireText = InlineArray<16, UInt8>

/// 0 major u8 · 1 minor u8 · 2 nonce u32 (of the hello) · 6 firmware major u8, minor u8, patch u8
/// · 9 actuators u8 · 10 flags u8 (bit 0 simulated, 1 housing accelerometer, 2 contact force,
/// 3 battery, 4 hardware stop button, 5 second power switch) · 11 resetCause u8 · 12 serial 16 bytes · 28 model 16 bytes
/// · 44 bootID u32 · 48 sampleRate Hz u16 · 50 fastestPeriod ms u8
public struct Identity: Sendable, BitwiseCopyable {
  public var major: UInt8
  public var minor: UInt8
  public var nonce: UInt32
  public var firmware: (major: UInt8, minor: UInt8, patch: UInt8)
  public var actuators: UInt8
  public var flags: IdentityFlags
  public var resetCause: ResetCause
  public var serial: WireText
  public var model: WireText
  /// Differs after every boot, so that a host sees a reset between two hellos.
  public var bootID: UInt32
  public var sampleRateHertz: UInt16
  public var fastestPeriodMilliseconds: UInt8
  public init(
    major: UInt8, minor: UInt8, nonce: UInt32,
    firmware: (major: UInt8, minor: UInt8, patch: UInt8), actuators: UInt8, flags: IdentityFlags,
    resetCause: ResetCause, serial: WireText, model: WireText, bootID: UInt32,
    sampleRateHertz: UInt16, fastestPeriodMilliseconds: UInt8
  ) {
    self.major = major
    self.minor = minor
    self.nonce = nonce
    self.firmware = firmware
    self.actuators = actuators
    self.flags = flags
    self.resetCause = resetCause
    self.serial = serial
    self.model = model
    self.bootID = bootID
    self.sampleRateHertz = sampleRateHertz
    self.fastestPeriodMilliseconds = fastestPeriodMilliseconds
  }
}

public struct IdentityFlags: OptionSet, Hashable, Sendable, BitwiseCopyable {
  public var rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  public static var simulated: Self { Self(rawValue: 1) }
  public static var housingAccelerometer: Self { Self(rawValue: 2) }
  public static var contactForce: Self { Self(rawValue: 4) }
  public static var battery: Self { Self(rawValue: 8) }
  public static var stopButton: Self { Self(rawValue: 16) }
  public static var secondSwitch: Self { Self(rawValue: 32) }
}

public enum ResetCause: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
  case powerOn = 1
  case watchdog = 2
  case brownOut = 3
  case software = 4
  case pin = 5
  case trap = 6
}

/// One actuator's physics, from which a host computes feed-forward and reachable amplitudes.
/// 0 actuator u8 · 1 kind u8 (0 open, 1 regulated) · 2 frequencyMin cHz u16 · 4 frequencyMax cHz u16
/// · 6 amplitudeMax µm p-p u16 · 8 accelerationMax mg u16 · 10 driveMax 0.1 mA u16 · 12 movingMass 0.1 g u16
/// · 14 suspension N/m u16 · 16 damping 0.01 N·s/m u16 · 18 forceConstant 0.01 N/A u16 · 20 resistance mΩ u16
/// · 22 travel µm (each way) u16 · 24 sensorDelay µs u16 · 26 housingMass 0.1 g u16
public struct ActuatorIdentity: Hashable, Sendable, BitwiseCopyable {
  public enum Kind: UInt8, Hashable, Sendable, BitwiseCopyable { case open = 0, regulated = 1 }
  public var actuator: UInt8
  public var kind: Kind
  public var frequencyMinCentihertz: UInt16
  public var frequencyMaxCentihertz: UInt16
  public var amplitudeMaxMicrometers: UInt16
  public var accelerationMaxMilligravities: UInt16
  public var driveMaxTenthMilliamperes: UInt16
  public var movingMassTenthGrams: UInt16
  public var suspensionNewtonsPerMeter: UInt16
  public var dampingCentinewtonSecondsPerMeter: UInt16
  public var forceConstantCentinewtonsPerAmpere: UInt16
  public var resistanceMilliohms: UInt16
  public var travelMicrometers: UInt16
  public var sensorDelayMicroseconds: UInt16
  public var housingMassTenthGrams: UInt16
  public init(
    actuator: UInt8, kind: Kind, frequencyMinCentihertz: UInt16, frequencyMaxCentihertz: UInt16,
    amplitudeMaxMicrometers: UInt16, accelerationMaxMilligravities: UInt16,
    driveMaxTenthMilliamperes: UInt16, movingMassTenthGrams: UInt16,
    suspensionNewtonsPerMeter: UInt16, dampingCentinewtonSecondsPerMeter: UInt16,
    forceConstantCentinewtonsPerAmpere: UInt16, resistanceMilliohms: UInt16,
    travelMicrometers: UInt16, sensorDelayMicroseconds: UInt16, housingMassTenthGrams: UInt16
  ) {
    self.actuator = actuator
    self.kind = kind
    self.frequencyMinCentihertz = frequencyMinCentihertz
    self.frequencyMaxCentihertz = frequencyMaxCentihertz
    self.amplitudeMaxMicrometers = amplitudeMaxMicrometers
    self.accelerationMaxMilligravities = accelerationMaxMilligravities
    self.driveMaxTenthMilliamperes = driveMaxTenthMilliamperes
    self.movingMassTenthGrams = movingMassTenthGrams
    self.suspensionNewtonsPerMeter = suspensionNewtonsPerMeter
    self.dampingCentinewtonSecondsPerMeter = dampingCentinewtonSecondsPerMeter
    self.forceConstantCentinewtonsPerAmpere = forceConstantCentinewtonsPerAmpere
    self.resistanceMilliohms = resistanceMilliohms
    self.travelMicrometers = travelMicrometers
    self.sensorDelayMicroseconds = sensorDelayMicroseconds
    self.housingMassTenthGrams = housingMassTenthGrams
  }
}

/// The result of one host message (not of setpoints: telemetry carries the last accepted one; not
/// of stop: see `Standstill`). 0 type u8 · 1 result u8 · 2 sequence u16 · 4 detail u32
public struct Answer: Hashable, Sendable, BitwiseCopyable {
  public var type: UInt8
  public var result: Result
  public var sequence: UInt16
  /// For arm the arm's end in device clock ms as granted, for rates the granted periods
  /// (telemetry | setpoint << 8 | condition << 16), for a refusal the limit in the unit of the field.
  public var detail: UInt32

  public enum Result: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
    case accepted = 0
    case unknownType = 1
    case malformed = 2
    case versionMismatch = 3
    case notReady = 4
    case latched = 5
    case alreadyArmed = 6
    case wrongArm = 7
    case outsideEnvelope = 8
    case expired = 9
    case tooFarAhead = 10
    case otherTransport = 11
    case causePersists = 12
    case wrongLatch = 13
    case needsPowerCycle = 14
    case notArmed = 15
    case unsupported = 16
  }
  public init(type: UInt8, result: Result, sequence: UInt16, detail: UInt32) {
    self.type = type
    self.result = result
    self.sequence = sequence
    self.detail = detail
  }
}

/// Where the device stands.
public enum DeviceState: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
  /// After a reset, until sensors and power stage have proved themselves.
  case selfTest = 0
  /// Disarmed and still.
  case idle = 1
  /// Ready to move, drive off.
  case armed = 2
  case running = 3
  /// Contact lost: drive at free-air level for at most 2 s.
  case lifted = 4
  /// Ramping down over at most 100 ms, after which it brakes.
  case ramping = 5
  /// Coil shorted, waiting for standstill.
  case braking = 6
  /// Still, and refusing to arm until every latch is cleared.
  case latched = 7
}

public struct TelemetryFlags: OptionSet, Hashable, Sendable, BitwiseCopyable {
  public var rawValue: UInt16
  public init(rawValue: UInt16) { self.rawValue = rawValue }
  /// The head touches something that loads it.
  public static var contact: Self { Self(rawValue: 1) }
  /// The phasors are new since the last telemetry.
  public static var fresh: Self { Self(rawValue: 2) }
  public static var headSaturated: Self { Self(rawValue: 4) }
  public static var housingSaturated: Self { Self(rawValue: 8) }
  /// The drive is at its cap.
  public static var driveAtCap: Self { Self(rawValue: 16) }
  /// Temperature lowers the drive.
  public static var derating: Self { Self(rawValue: 32) }
  /// The device's slew limiter shapes the target.
  public static var slewing: Self { Self(rawValue: 64) }
  /// The per-sample guard has cut the drive since the last telemetry.
  public static var guardTripped: Self { Self(rawValue: 128) }
  /// Drive off and 10–200 Hz acceleration below 0.1 g for 100 ms.
  public static var standstill: Self { Self(rawValue: 256) }
  public static var switchOpen: Self { Self(rawValue: 512) }
  public static var button: Self { Self(rawValue: 1024) }
  public static var sensorFault: Self { Self(rawValue: 2048) }
}

/// What one actuator did, measured. Phasors are peak values over `window`, against drive phase.
/// 0 actuator u8 · 1 state u8 · 2 clock ms u32 · 6 clock fraction µs u16 (0…999) · 8 flags u16 · 10 lastSetpoint sequence u16
/// · 12 latches u16 (bit n = a latch of cause n+1… see `LatchCause.mask`) · 14 newest latch number u16
/// · 16 frequency cHz u16 · 18 window 10 µs u16 · 20 age of the window's centre 10 µs u16 · 22 target µm p-p u16 (after slew)
/// · 24 head f: I, Q i16 0.5 mg · 28 head 2f: I, Q · 32 housing f: I, Q i16 0.5 mg · 36 current f: I, Q i16 0.1 mA
/// · 40 current 2f: I, Q · 44 drive mV peak u16 · 46 contact force 10 mN u16 · 48 head peak mg u16 (largest sample since the last)
/// · 50 clipped samples u8 · 51 reserved u8 = 0
public struct Telemetry: Hashable, Sendable, BitwiseCopyable {
  public var actuator: UInt8 = 0
  public var state: DeviceState = .idle
  public var clockMilliseconds: UInt32 = 0
  public var clockFractionMicroseconds: UInt16 = 0
  public var flags: TelemetryFlags = []
  public var lastSetpoint: UInt16 = 0
  public var latches: UInt16 = 0
  public var newestLatch: UInt16 = 0
  public var frequencyCentihertz: UInt16 = 0
  public var windowTenMicroseconds: UInt16 = 0
  public var ageTenMicroseconds: UInt16 = 0
  public var targetMicrometers: UInt16 = 0
  public var head: WirePhasor = .zero
  public var headSecond: WirePhasor = .zero
  public var housing: WirePhasor = .zero
  public var current: WirePhasor = .zero
  public var currentSecond: WirePhasor = .zero
  public var driveMillivolts: UInt16 = 0
  public var contactForceCentinewtons: UInt16 = 0
  public var headPeakMilligravities: UInt16 = 0
  public var clippedSamples: UInt8 = 0
  public init() {}
}

/// In-phase and quadrature as carried; the field says the step.
public struct WirePhasor: Hashable, Sendable, BitwiseCopyable {
  public var inPhase: Int16
  public var quadrature: Int16
  public init(inPhase: Int16, quadrature: Int16) {
    self.inPhase = inPhase
    self.quadrature = quadrature
  }
  public static var zero: WirePhasor { WirePhasor(inPhase: 0, quadrature: 0) }
}

/// The slow quantities. 0 clock ms u32 · 4 winding 0.01 °C i16 · 6 housing i16 · 8 head i16 · 10 battery % u8 (255 none)
/// · 11 state u8 · 12 supply mV u16 · 14 latches u16 · 16 energised since boot ms u32 · 20 frames received u32
/// · 24 frames refused by CRC or form u32 · 28 setpoints void u32 · 32 derating ‰ of drive u16 · 34 newest latch u16
/// · 36 newest latch cause u8 · 37 faults recorded u8
public struct Condition: Hashable, Sendable, BitwiseCopyable {
  public var clockMilliseconds: UInt32 = 0
  public var windingCentidegrees: Int16 = 0
  public var housingCentidegrees: Int16 = 0
  public var headCentidegrees: Int16 = 0
  public var batteryPercent: UInt8 = 255
  public var state: DeviceState = .idle
  public var supplyMillivolts: UInt16 = 0
  public var latches: UInt16 = 0
  public var energisedMilliseconds: UInt32 = 0
  public var framesReceived: UInt32 = 0
  public var framesRefused: UInt32 = 0
  public var setpointsVoid: UInt32 = 0
  public var deratingPermille: UInt16 = 1000
  public var newestLatch: UInt16 = 0
  /// Zero when nothing is latched.
  public var newestLatchCause: UInt8 = 0
  public var faultsRecorded: UInt8 = 0
  public init() {}
}

/// One tone over a long window, precise enough to compare tissue (control.md §3). Phasors in 0.1 mg and 0.02 mA, i32… carried as i24.
/// 0 actuator u8 · 1 tone u8 · 2 centre: clock ms u32 · 6 fraction µs u16 · 8 frequency cHz u16 · 10 samples u16 · 12 clipped u16
/// · 14 head f I, Q i24 0.1 mg · 20 head 2f I, Q i24 · 26 head 3f I, Q i16 0.5 mg · 30 head ½f I, Q i16 0.5 mg
/// · 34 housing f I, Q i24 0.1 mg · 40 current f I, Q i24 0.02 mA · 46 preload mean 10 mN u16 · 48 preload minimum u16 · 50 winding 0.01 °C i16
public struct Measurement: Hashable, Sendable, BitwiseCopyable {
  public var actuator: UInt8 = 0
  public var tone: UInt8 = 0
  public var centreMilliseconds: UInt32 = 0
  public var centreFractionMicroseconds: UInt16 = 0
  public var frequencyCentihertz: UInt16 = 0
  public var samples: UInt16 = 0
  public var clippedSamples: UInt16 = 0
  /// 0.1 mg, within ±8 388 607.
  public var headInPhase: Int32 = 0
  public var headQuadrature: Int32 = 0
  public var headSecondInPhase: Int32 = 0
  public var headSecondQuadrature: Int32 = 0
  public var headThird: WirePhasor = .zero
  public var headHalf: WirePhasor = .zero
  public var housingInPhase: Int32 = 0
  public var housingQuadrature: Int32 = 0
  /// 0.02 mA, within ±8 388 607.
  public var currentInPhase: Int32 = 0
  public var currentQuadrature: Int32 = 0
  public var preloadMeanCentinewtons: UInt16 = 0
  public var preloadMinimumCentinewtons: UInt16 = 0
  public var windingCentidegrees: Int16 = 0
  public init() {}
}

/// 0 clock ms u32 · 4 code u8 · 5 cause u8 (0 none) · 6 latch u16 · 8 value i32
public struct Event: Hashable, Sendable, BitwiseCopyable {
  public enum Code: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
    case buttonPressed = 1
    case contactLost = 2
    case contactRegained = 3
    /// A latch has formed; cause and number say which, value carries the measured quantity.
    case latched = 4
    case cleared = 5
    /// A setpoint's life ended without a renewal: ramped down and disarmed.
    case silence = 6
    /// The arm's end was reached.
    case armEnded = 7
    case selfTestPassed = 8
    case reset = 9
    case buttonReleased = 10
  }
  public var clockMilliseconds: UInt32
  public var code: Code
  public var cause: UInt8
  public var latch: UInt16
  public var value: Int32
  public init(clockMilliseconds: UInt32, code: Code, cause: UInt8, latch: UInt16, value: Int32) {
    self.clockMilliseconds = clockMilliseconds
    self.code = code
    self.cause = cause
    self.latch = latch
    self.value = value
  }
}

/// 0 token u32 · 4 clock ms u32 · 8 fraction µs u16
public struct Pong: Hashable, Sendable, BitwiseCopyable {
  public var token: UInt32
  public var clockMilliseconds: UInt32
  public var clockFractionMicroseconds: UInt16
  public init(token: UInt32, clockMilliseconds: UInt32, clockFractionMicroseconds: UInt16) {
    self.token = token
    self.clockMilliseconds = clockMilliseconds
    self.clockFractionMicroseconds = clockFractionMicroseconds
  }
}

/// The answer to stop: sent at once as `stopping`, again as `ended` when standstill is measured, or as `unconfirmed`
/// one second after the stop. 0 stopID u16 · 2 phase u8 · 3 reserved u8 = 0 · 4 clock ms u32 · 8 ended after ms u16 · 10 confirmed after ms u16
/// · 12 residual acceleration mg u16 · 14 latch u16
public struct Standstill: Hashable, Sendable, BitwiseCopyable {
  public enum Phase: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
    case stopping = 0
    case confirmed = 1
    case unconfirmed = 2
  }
  public var stopID: UInt16
  public var phase: Phase
  public var clockMilliseconds: UInt32
  public var endedMilliseconds: UInt16
  public var confirmedMilliseconds: UInt16
  public var residualMilligravities: UInt16
  public var latch: UInt16
  public init(
    stopID: UInt16, phase: Phase, clockMilliseconds: UInt32, endedMilliseconds: UInt16,
    confirmedMilliseconds: UInt16, residualMilligravities: UInt16, latch: UInt16
  ) {
    self.stopID = stopID
    self.phase = phase
    self.clockMilliseconds = clockMilliseconds
    self.endedMilliseconds = endedMilliseconds
    self.confirmedMilliseconds = confirmedMilliseconds
    self.residualMilligravities = residualMilligravities
    self.latch = latch
  }
}

/// Up to twenty consecutive samples. 0 channel u8 · 1 offset u8 · 2 count u8 · 3 of u8 · 4 first sample clock ms u32
/// · 8 fraction µs u16 · 10 samples i16 × count (0.5 mg or 0.1 mA)
public struct RawBurst: Sendable, BitwiseCopyable {
  public var channel: RawChannel = .headAcceleration
  public var offset: UInt8 = 0
  public var count: UInt8 = 0
  public var of: UInt8 = 0
  public var clockMilliseconds: UInt32 = 0
  public var clockFractionMicroseconds: UInt16 = 0
  public var samples: InlineArray<20, Int16> = InlineArray(repeating: 0)
  public init() {}
}

/// 0 index u8 · 1 cause u8 (0: no such record) · 2 latch u16 · 4 clock ms u32 · 8 value i32 · 12 bootID u32
public struct FaultRecord: Hashable, Sendable, BitwiseCopyable {
  public var index: UInt8
  public var cause: UInt8
  public var latch: UInt16
  public var clockMilliseconds: UInt32
  public var value: Int32
  public var bootID: UInt32
  public init(
    index: UInt8, cause: UInt8, latch: UInt16, clockMilliseconds: UInt32, value: Int32,
    bootID: UInt32
  ) {
    self.index = index
    self.cause = cause
    self.latch = latch
    self.clockMilliseconds = clockMilliseconds
    self.value = value
    self.bootID = bootID
  }
}
