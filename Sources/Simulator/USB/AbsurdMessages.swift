// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Plant
import Randomness

/// Well-formed messages that no body, coil or clock could be the cause of.
struct AbsurdMessages: Sendable {
  /// What they lie about.
  enum Subject: Sendable { case measurements, version, actuator }

  private let subject: Subject
  private var random: SplitMix64

  init(_ subject: Subject, seed: UInt64) {
    self.subject = subject
    random = SplitMix64(seed: seed)
  }

  /// Of a hostile device; nil when its messages are honest.
  init?(of kind: Hostility?, seed: UInt64) {
    switch kind {
    case .absurd: self.init(.measurements, seed: seed)
    case .otherVersion: self.init(.version, seed: seed)
    case .badActuator: self.init(.actuator, seed: seed)
    case .foreign, .badConfiguration, .noOut, .smallPackets, .wrongClass, .badReport, .badSerial,
      .noSerial, .otherSerial, .twin, .nak, .deaf, .flood, .short, .oversize, .garbage, .stall,
      .stallAlways, .loose, nil:
      return nil
    }
  }

  mutating func distort(_ message: DeviceMessage) -> DeviceMessage {
    switch (subject, message) {
    case (.measurements, .telemetry(let telemetry)): return .telemetry(distort(telemetry))
    case (.measurements, .condition(let condition)): return .condition(distort(condition))
    case (.version, .identity(var identity)):
      identity.major = 2
      return .identity(identity)
    case (.version, .answer(var answer)) where answer.result == .accepted:
      answer.result = .versionMismatch
      answer.detail = 2
      return .answer(answer)
    case (.actuator, .actuator(var actuator)):
      actuator.movingMassTenthGrams = 0
      return .actuator(actuator)
    case (.measurements, _), (.version, _), (.actuator, _): return message
    }
  }

  private mutating func distort(_ honest: Telemetry) -> Telemetry {
    var telemetry = honest
    telemetry.clockMilliseconds = UInt32(truncatingIfNeeded: random.next())
    telemetry.actuator = UInt8(truncatingIfNeeded: random.next())
    telemetry.latches = .max
    telemetry.newestLatch = word()
    telemetry.frequencyCentihertz = .max
    telemetry.windowTenMicroseconds = random.next() & 1 == 0 ? 0 : .max
    telemetry.ageTenMicroseconds = .max
    telemetry.head = phasor()
    telemetry.headSecond = phasor()
    telemetry.housing = phasor()
    telemetry.current = phasor()
    telemetry.driveMillivolts = .max
    telemetry.contactForceCentinewtons = .max
    telemetry.headPeakMilligravities = .max
    return telemetry
  }

  private mutating func distort(_ honest: Condition) -> Condition {
    var condition = honest
    condition.clockMilliseconds = UInt32(truncatingIfNeeded: random.next())
    condition.windingCentidegrees = .max
    condition.housingCentidegrees = -32767
    condition.headCentidegrees = .max
    condition.batteryPercent = 254
    condition.energisedMilliseconds = .max
    condition.framesRefused = .max
    return condition
  }

  private mutating func word() -> UInt16 { UInt16(truncatingIfNeeded: random.next()) }

  private mutating func phasor() -> WirePhasor {
    let sign = random.next()
    return WirePhasor(
      inPhase: sign & 1 == 0 ? .max : .min, quadrature: sign & 2 == 0 ? .max : .min)
  }
}
