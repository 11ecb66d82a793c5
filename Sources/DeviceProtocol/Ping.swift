// SPDX-License-Identifier: Apache-2.0

/// Asks for the device's clock; the token comes back.
public struct Ping: Hashable, Sendable, BitwiseCopyable {
  public var token: UInt32
  public init(token: UInt32) { self.token = token }
}

extension Ping: WireBody {
  public static var bodyLength: Int { 4 }

  public func encode(into body: inout Payload) {
    body.setUInt32(0, token)
  }

  public init(decoding body: borrowing Payload) throws(FieldRefusal) {
    self.init(
      token: body.uint32(0))
  }
}
