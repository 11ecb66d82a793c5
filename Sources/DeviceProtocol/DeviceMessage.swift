// SPDX-License-Identifier: Apache-2.0

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

extension DeviceMessage: WireMessage {
  public func payload(sequence: UInt16) -> Payload {
    switch self {
    case .identity(let body): body.payload(type: type, sequence: sequence)
    case .actuator(let body): body.payload(type: type, sequence: sequence)
    case .answer(let body): body.payload(type: type, sequence: sequence)
    case .telemetry(let body): body.payload(type: type, sequence: sequence)
    case .condition(let body): body.payload(type: type, sequence: sequence)
    case .measurement(let body): body.payload(type: type, sequence: sequence)
    case .event(let body): body.payload(type: type, sequence: sequence)
    case .pong(let body): body.payload(type: type, sequence: sequence)
    case .standstill(let body): body.payload(type: type, sequence: sequence)
    case .raw(let body): body.payload(type: type, sequence: sequence)
    case .fault(let body): body.payload(type: type, sequence: sequence)
    }
  }

  public static func decode(_ payload: borrowing Payload) -> Decoded<DeviceMessage> {
    do throws(Refusal) {
      try payload.requireHeader()
      return .message(try body(of: payload), sequence: payload.sequence)
    } catch {
      return .refused(error)
    }
  }

  private static func body(of payload: borrowing Payload) throws(Refusal) -> DeviceMessage {
    switch payload.type {
    case 0x81: return .identity(try payload.read(Identity.self))
    case 0x82: return .actuator(try payload.read(ActuatorIdentity.self))
    case 0x83: return .answer(try payload.read(Answer.self))
    case 0x84: return .telemetry(try payload.read(Telemetry.self))
    case 0x85: return .condition(try payload.read(Condition.self))
    case 0x86: return .measurement(try payload.read(Measurement.self))
    case 0x87: return .event(try payload.read(Event.self))
    case 0x88: return .pong(try payload.read(Pong.self))
    case 0x89: return .standstill(try payload.read(Standstill.self))
    case 0x8A: return .raw(try payload.readBurst())
    case 0x8B: return .fault(try payload.read(FaultRecord.self))
    default: throw .unknownType(payload.type, sequence: payload.sequence)
    }
  }
}
