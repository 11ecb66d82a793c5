// SPDX-License-Identifier: Apache-2.0

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

extension HostMessage: WireMessage {
  public func payload(sequence: UInt16) -> Payload {
    switch self {
    case .hello(let body): body.payload(type: type, sequence: sequence)
    case .arm(let body): body.payload(type: type, sequence: sequence)
    case .disarm(let body): body.payload(type: type, sequence: sequence)
    case .setpoint(let body): body.payload(type: type, sequence: sequence)
    case .stop(let body): body.payload(type: type, sequence: sequence)
    case .clear(let body): body.payload(type: type, sequence: sequence)
    case .rates(let body): body.payload(type: type, sequence: sequence)
    case .ping(let body): body.payload(type: type, sequence: sequence)
    case .rawRequest(let body): body.payload(type: type, sequence: sequence)
    case .faultRequest(let body): body.payload(type: type, sequence: sequence)
    }
  }

  public static func decode(_ payload: borrowing Payload) -> Decoded<HostMessage> {
    do throws(Refusal) {
      try payload.requireHeader()
      return .message(try body(of: payload), sequence: payload.sequence)
    } catch {
      return .refused(error)
    }
  }

  private static func body(of payload: borrowing Payload) throws(Refusal) -> HostMessage {
    switch payload.type {
    case 0x01: return .hello(try payload.read(Hello.self))
    case 0x02: return .arm(try payload.read(Arm.self))
    case 0x03: return .disarm(try payload.read(Disarm.self))
    case 0x04: return .setpoint(try payload.read(Setpoint.self))
    case 0x05: return .stop(try payload.read(Stop.self))
    case 0x06: return .clear(try payload.read(Clear.self))
    case 0x07: return .rates(try payload.read(Rates.self))
    case 0x08: return .ping(try payload.read(Ping.self))
    case 0x09: return .rawRequest(try payload.read(RawRequest.self))
    case 0x0A: return .faultRequest(try payload.read(FaultRequest.self))
    default: throw .unknownType(payload.type, sequence: payload.sequence)
    }
  }
}

extension HostMessage {
  @inlinable public static var stopType: UInt8 { 0x05 }
}
