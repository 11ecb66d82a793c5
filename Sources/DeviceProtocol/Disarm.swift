// SPDX-License-Identifier: Apache-2.0

/// Ends an arm with a ramp.
public struct Disarm: Hashable, Sendable, BitwiseCopyable {
  public var armID: UInt32
  public init(armID: UInt32) { self.armID = armID }
}

extension Disarm: WireBody {
  public static var bodyLength: Int { 4 }

  public func encode(into body: inout Payload) {
    body.setUInt32(0, armID)
  }

  public init(decoding body: borrowing Payload) throws(FieldRefusal) {
    self.init(
      armID: body.uint32(0))
  }
}
