// SPDX-License-Identifier: Apache-2.0
import DeviceCore
import DeviceProtocol
import Quantities

// The paths of a broken device: between wire and core everything may be changed on the way.
extension SimulatedDevice {
  /// What a broken device makes of what its decoder found.
  mutating func hear(_ decoded: Decoded<HostMessage>, from transport: Transport) {
    guard let rule = tampering?.rule else { return }
    switch decoded {
    case .refused(let refusal):
      guard case .refusal(let defect) = rule else {
        device.noteRefused(refusal, from: transport)
        return
      }
      refuse(refusal, defect, from: transport)
    case .message(let message, let number):
      note(message, number, from: transport)
      switch rule {
      case .wire, .report, .refusal, .telling, .moving: deliver(message, number, from: transport)
      case .greeting(let defect): hear(message, number, defect, from: transport)
      case .command(let defect): hear(message, number, defect, from: transport)
      case .stop(let defect): hear(message, number, defect, from: transport)
      case .arm(let defect): hear(message, number, defect, from: transport)
      case .setpoint(let defect): hear(message, number, defect, from: transport)
      case .owner(let defect): hear(message, number, defect, from: transport)
      }
    }
  }

  /// Hands a message to the core.
  mutating func deliver(_ message: HostMessage, _ number: UInt16, from transport: Transport) {
    var message = message
    if case .clear(var clear) = message, tampering?.rule == .telling(.counts) {
      clear.latch = tampering?.newestLatch ?? 0
      message = .clear(clear)
    }
    device.receive(message, sequence: number, from: transport, now: deviceClock)
    if case .arm(let arm) = message, device.state == .armed, tampering?.arm == nil {
      tampering?.innerID = arm.armID
    }
  }

  /// Hands a message of the broken part's own to the core, whose answer nobody hears.
  mutating func insert(_ message: HostMessage, from transport: Transport) {
    device.receive(
      message, sequence: Tampering.ownNumber, from: transport, now: deviceClock)
  }

  private mutating func note(
    _ message: HostMessage, _ number: UInt16, from transport: Transport
  ) {
    switch message {
    case .hello(let hello):
      tampering?.isGreeted = true
      tampering?.isStranger = hello.major != Device.majorVersion
      tampering?.hello &+= 1
      tampering?.newest = number
    case .rates(let rates): tampering?.asked = rates
    case .stop(let stop):
      if tampering?.stopID == stop.stopID {
        tampering?.repeats &+= 1
      } else {
        tampering?.repeats = 0
      }
      tampering?.stopID = stop.stopID
    case .setpoint(let setpoint):
      tampering?.newestSetpoint = number
      if setpoint.validUntilMilliseconds &- deviceClock.wireMilliseconds <= 300 {
        let isZero = setpoint.amplitudeMicrometers == 0
        if !isZero || tampering?.setpoint == nil { tampering?.setpoint = (setpoint, number) }
      }
    case .arm, .disarm, .clear, .ping, .rawRequest, .faultRequest: break
    }
  }

  private mutating func refuse(
    _ refusal: Refusal, _ defect: RefusalDefect, from transport: Transport
  ) {
    switch (defect, refusal) {
    case (.flags, .flags), (.type, .unknownType), (.length, .length): return
    case (.reserved, .field(let type, _, let offset)) where Self.isReserved(type, offset): return
    case (.range, .field(let type, _, let offset)) where !Self.isReserved(type, offset): return
    case (.order, .field(let type, let number, let offset)):
      device.noteRefused(
        .field(type: type, sequence: number, offset: offset &+ 1), from: transport)
    case (.effect, .field(HostMessage.stopType, _, _)):
      device.noteRefused(refusal, from: transport)
      insert(.stop(Stop(stopID: 9, reason: .user)), from: transport)
    case (.flags, _), (.type, _), (.length, _), (.reserved, _), (.range, _), (.order, _),
      (.effect, _):
      device.noteRefused(refusal, from: transport)
    }
  }

  /// Whether a message has a reserved byte at this place of its body (protocol §7).
  private static func isReserved(_ type: UInt8, _ offset: UInt8) -> Bool {
    switch type {
    case 0x02: offset == 5
    case 0x04: offset == 9
    case 0x05, 0x06: offset == 3
    default: false
    }
  }
}
