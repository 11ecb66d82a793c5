// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Plant
import Randomness

/// Well-formed messages that no body, coil or clock could be the cause of.
struct AbsurdMessages: Sendable {
  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  mutating func distort(_ message: DeviceMessage) -> DeviceMessage {
    switch message {
    case .telemetry(let telemetry): .telemetry(distort(telemetry))
    case .condition(let condition): .condition(distort(condition))
    case .identity, .actuator, .answer, .measurement, .event, .pong, .raw, .fault, .standstill:
      message
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
