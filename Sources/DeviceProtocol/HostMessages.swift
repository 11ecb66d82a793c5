// SPDX-License-Identifier: Apache-2.0
import Quantities

// The normative byte tables are in Protocols/device/README.md; all integers are little-endian.
// Offsets below count from the first byte after the four-byte header.

/// What a host says to a device.
public enum HostMessage: Hashable, Sendable, BitwiseCopyable {
  case hello(Hello)
  case arm(Arm)
  case disarm(Disarm)
  case setpoint(Setpoint)
  case stop(Stop)
  case clear(Clear)
  case rates(Rates)
  case ping(Ping)
  case rawRequest(RawRequest)
  case faultRequest(FaultRequest)

  /// The first byte of the header.
  public var type: UInt8 {
    switch self {
    case .hello: 0x01
    case .arm: 0x02
    case .disarm: 0x03
    case .setpoint: 0x04
    case .stop: 0x05
    case .clear: 0x06
    case .rates: 0x07
    case .ping: 0x08
    case .rawRequest: 0x09
    case .faultRequest: 0x0A
    }
  }
}

/// Begins a conversation: flushes what the device had queued, disarms, and asks who it is.
/// 0 major u8 · 1 minor u8 · 2 nonce u32 (echoed in `Identity`)
public struct Hello: Hashable, Sendable, BitwiseCopyable {
  public var major: UInt8
  public var minor: UInt8
  public var nonce: UInt32
  public init(major: UInt8, minor: UInt8, nonce: UInt32) {
    self.major = major
    self.minor = minor
    self.nonce = nonce
  }
}

/// Makes a device ready to move within an envelope until an end. The device takes the tighter of
/// this envelope and its own. `armID` is chosen by the host, never 0, never repeated after a disarm.
/// 0 armID u32 · 4 actuatorMask u8 · 5 reserved u8 = 0 · 6 frequencyMin cHz u16 · 8 frequencyMax cHz u16
/// · 10 amplitudeMax µm p-p u16 · 12 accelerationMax mg peak u16 · 14 driveMax 0.1 mA u16
/// · 16 energisedMax ms u32 · 20 end: device clock ms u32
public struct Arm: Hashable, Sendable, BitwiseCopyable {
  public var armID: UInt32
  public var actuatorMask: UInt8
  public var frequencyMinCentihertz: UInt16
  public var frequencyMaxCentihertz: UInt16
  public var amplitudeMaxMicrometers: UInt16
  public var accelerationMaxMilligravities: UInt16
  public var driveMaxTenthMilliamperes: UInt16
  public var energisedMaxMilliseconds: UInt32
  public var endMilliseconds: UInt32
  public init(
    armID: UInt32, actuatorMask: UInt8, frequencyMinCentihertz: UInt16,
    frequencyMaxCentihertz: UInt16, amplitudeMaxMicrometers: UInt16,
    accelerationMaxMilligravities: UInt16, driveMaxTenthMilliamperes: UInt16,
    energisedMaxMilliseconds: UInt32, endMilliseconds: UInt32
  ) {
    self.armID = armID
    self.actuatorMask = actuatorMask
    self.frequencyMinCentihertz = frequencyMinCentihertz
    self.frequencyMaxCentihertz = frequencyMaxCentihertz
    self.amplitudeMaxMicrometers = amplitudeMaxMicrometers
    self.accelerationMaxMilligravities = accelerationMaxMilligravities
    self.driveMaxTenthMilliamperes = driveMaxTenthMilliamperes
    self.energisedMaxMilliseconds = energisedMaxMilliseconds
    self.endMilliseconds = endMilliseconds
  }
}

/// Ends an arm with a ramp. 0 armID u32
public struct Disarm: Hashable, Sendable, BitwiseCopyable {
  public var armID: UInt32
  public init(armID: UInt32) { self.armID = armID }
}

/// What one actuator shall do until `validUntil`. Void when the arm is not in force, when the moment
/// is past, or when it is more than 300 ms ahead.
/// 0 armID u32 · 4 validUntil device clock ms u32 · 8 actuator u8 · 9 reserved u8 = 0 · 10 frequency cHz u16
/// · 12 phase 1/65536 turn u16 · 14 amplitude µm p-p u16 · 16 drive 0.1 mA peak u16 (open actuators; 0 for regulated)
public struct Setpoint: Hashable, Sendable, BitwiseCopyable {
  public var armID: UInt32
  public var validUntilMilliseconds: UInt32
  public var actuator: UInt8
  public var frequencyCentihertz: UInt16
  public var phase: UInt16
  public var amplitudeMicrometers: UInt16
  public var driveTenthMilliamperes: UInt16
  public init(
    armID: UInt32, validUntilMilliseconds: UInt32, actuator: UInt8, frequencyCentihertz: UInt16,
    phase: UInt16, amplitudeMicrometers: UInt16, driveTenthMilliamperes: UInt16
  ) {
    self.armID = armID
    self.validUntilMilliseconds = validUntilMilliseconds
    self.actuator = actuator
    self.frequencyCentihertz = frequencyCentihertz
    self.phase = phase
    self.amplitudeMicrometers = amplitudeMicrometers
    self.driveTenthMilliamperes = driveTenthMilliamperes
  }
}

/// Ramps down, brakes, latches. Honoured in every state on every transport; idempotent: the same
/// `stopID` again is answered again and changes nothing.
/// 0 stopID u16 · 2 reason u8 (`StopReason`) · 3 reserved u8 = 0
public struct Stop: Hashable, Sendable, BitwiseCopyable {
  public var stopID: UInt16
  public var reason: StopReason
  public init(stopID: UInt16, reason: StopReason) {
    self.stopID = stopID
    self.reason = reason
  }
}

/// Why a host stops.
public enum StopReason: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
  case user = 1
  case leaseEnded = 2
  case clientGone = 3
  case shutdown = 4
  case fault = 5
  case programEnded = 6
  case limit = 7
  case telemetryStale = 8
  case hostGap = 9
}

/// Clears one latch by number and cause. Refused while the cause persists; moves nothing.
/// 0 latch u16 · 2 cause u8 · 3 reserved u8 = 0
public struct Clear: Hashable, Sendable, BitwiseCopyable {
  public var latch: UInt16
  public var cause: LatchCause
  public init(latch: UInt16, cause: LatchCause) {
    self.latch = latch
    self.cause = cause
  }
}

/// Negotiates refresh and telemetry periods; the answer's detail carries what the device grants.
/// 0 telemetryPeriod ms u8 (1…100) · 1 setpointPeriod ms u8 (1…100) · 2 conditionPeriod 10 ms u8 (1…100)
/// · 3 measurement u8 (0 off, 1 on)
public struct Rates: Hashable, Sendable, BitwiseCopyable {
  public var telemetryPeriodMilliseconds: UInt8
  public var setpointPeriodMilliseconds: UInt8
  public var conditionPeriodCentiseconds: UInt8
  public var measurement: Bool
  public init(
    telemetryPeriodMilliseconds: UInt8, setpointPeriodMilliseconds: UInt8,
    conditionPeriodCentiseconds: UInt8, measurement: Bool
  ) {
    self.telemetryPeriodMilliseconds = telemetryPeriodMilliseconds
    self.setpointPeriodMilliseconds = setpointPeriodMilliseconds
    self.conditionPeriodCentiseconds = conditionPeriodCentiseconds
    self.measurement = measurement
  }
}

/// Asks for the device clock. 0 token u32 (echoed)
public struct Ping: Hashable, Sendable, BitwiseCopyable {
  public var token: UInt32
  public init(token: UInt32) { self.token = token }
}

/// Asks for a burst of raw samples. 0 channel u8 · 1 count u8 (1…255 samples)
public struct RawRequest: Hashable, Sendable, BitwiseCopyable {
  public var channel: RawChannel
  public var count: UInt8
  public init(channel: RawChannel, count: UInt8) {
    self.channel = channel
    self.count = count
  }
}

public enum RawChannel: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
  case headAcceleration = 0
  case housingAcceleration = 1
  case current = 2
}

/// Asks for one record of the fault history, 0 the newest. 0 index u8
public struct FaultRequest: Hashable, Sendable, BitwiseCopyable {
  public var index: UInt8
  public init(index: UInt8) { self.index = index }
}
