// SPDX-License-Identifier: Apache-2.0
import DeviceCore
import DeviceProtocol
import Quantities

// What broken devices at rest say of themselves.
extension SimulatedDevice {
  /// What is said instead; nil for nothing.
  mutating func spoil(
    _ message: DeviceMessage, _ defect: TellingDefect, for transport: Transport
  ) -> DeviceMessage? {
    switch message {
    case .identity(let one): spoil(one, defect)
    case .actuator(let one): spoil(one, defect)
    case .telemetry(let one): .telemetry(spoil(one, defect))
    case .condition(let one): .condition(spoil(one, defect))
    case .standstill(let one): .standstill(spoil(one, defect))
    case .pong(let one): spoil(one, defect, for: transport)
    case .answer(let one): spoil(one, defect)
    case .event(let event): defect == .event && event.code == .latched ? nil : message
    case .raw(let burst):
      defect == .raw && burst.offset + burst.count == burst.of ? nil : message
    case .fault(let one): .fault(spoil(one, defect))
    case .measurement: message
    }
  }

  private mutating func spoil(_ honest: Identity, _ defect: TellingDefect) -> DeviceMessage? {
    var one = honest
    if defect == .serial { one.serial[0] = UInt8(ascii: "?") }
    if defect == .nonce { one.nonce ^= 1 }
    if defect == .identity { one.bootID &+= tampering?.hello ?? 0 }
    guard defect == .hello else { return .identity(one) }
    tampering?.held = [.identity(one)]
    return nil
  }

  private mutating func spoil(_ honest: ActuatorIdentity, _ defect: TellingDefect)
    -> DeviceMessage?
  {
    var one = honest
    if defect == .actuator { one.amplitudeMaxMicrometers = 0 }
    guard defect == .hello else { return .actuator(one) }
    tampering?.held.append(.actuator(one))
    return nil
  }

  private mutating func spoil(_ honest: Answer, _ defect: TellingDefect) -> DeviceMessage {
    var one = honest
    if defect == .granted, one.type == 0x07 { one.detail &= 0xFFFF_FF00 }
    if defect == .once { tampering?.held.append(.answer(one)) }
    if defect == .hello, one.type == 0x01, let held = tampering?.held {
      // The answer comes first, and then who is there.
      for message in held { tampering?.say(message, to: .serial) }
      for message in held { tampering?.say(message, to: .hid) }
      tampering?.held = []
    }
    return .answer(one)
  }

  private func spoil(_ honest: Telemetry, _ defect: TellingDefect) -> Telemetry {
    var one = honest
    switch defect {
    case .rest: if one.state == .idle { one.targetMicrometers = 500 }
    case .turns: one.actuator = UInt8(truncatingIfNeeded: tampering?.told ?? 0) & 1
    case .secondSwitch: one.flags.remove(.switchOpen)
    case .standstill: one.flags.remove(.standstill)
    case .agree: one.newestLatch = 0
    case .counts: if one.newestLatch > 0 { one.newestLatch = 1 }
    case .serial, .counted, .sequence, .nonce, .strict, .identity, .actuator, .received, .event,
      .fault, .raw, .hello, .once, .pong, .emptyFault, .monotonic, .oneClock, .rate, .answer,
      .granted, .stopAnswer, .again:
      break
    }
    return one
  }

  private func spoil(_ honest: Condition, _ defect: TellingDefect) -> Condition {
    var one = honest
    if defect == .counted { one.framesRefused = 0 }
    if defect == .received { one.framesReceived = 0 }
    if defect == .counts, one.newestLatch > 0 { one.newestLatch = 1 }
    return one
  }

  private func spoil(_ honest: Standstill, _ defect: TellingDefect) -> Standstill {
    var one = honest
    if defect == .stopAnswer { one.stopID ^= 1 }
    if defect == .again { one.latch &+= tampering?.repeats ?? 0 }
    if defect == .counts { one.latch = 1 }
    return one
  }

  private mutating func spoil(
    _ honest: Pong, _ defect: TellingDefect, for transport: Transport
  ) -> DeviceMessage? {
    var one = honest
    if defect == .monotonic, one.token & 3 == 3 { one.clockMilliseconds &-= 100 }
    if defect == .oneClock { one.clockMilliseconds &+= 500 }
    if defect == .rate { one.clockMilliseconds &+= one.clockMilliseconds / 100 }
    if defect == .pong { tampering?.held.append(.pong(one)) }
    guard defect == .answer else { return .pong(one) }
    tampering?.say(.pong(one), to: transport, due: clock + .milliseconds(30))
    return nil
  }

  private func spoil(_ honest: FaultRecord, _ defect: TellingDefect) -> FaultRecord {
    var one = honest
    if defect == .fault { one.bootID = 0 }
    if defect == .emptyFault, one.cause == 0 { one.cause = 1 }
    return one
  }
}
