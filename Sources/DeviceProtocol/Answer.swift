// SPDX-License-Identifier: Apache-2.0

/// The result of one message of the host.
///
/// Setpoints get none, since telemetry names the last one accepted, and a stop gets `Standstill`.
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

extension Answer: WireBody {
  public static var bodyLength: Int { 8 }

  public func encode(into body: inout Payload) {
    body.setByte(0, type)
    body.setByte(1, result.rawValue)
    body.setUInt16(2, sequence)
    body.setUInt32(4, detail)
  }

  public init(decoding body: borrowing Payload) throws(FieldRefusal) {
    guard let result = Result(rawValue: body.byte(1)) else {
      throw FieldRefusal(offset: 1)
    }
    self.init(
      type: body.byte(0),
      result: result,
      sequence: body.uint16(2),
      detail: body.uint32(4))
  }
}
