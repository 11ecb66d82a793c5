// SPDX-License-Identifier: Apache-2.0

/// Begins a conversation: flushes what the device had queued, disarms, and asks who it is.
///
/// The nonce comes back in `Identity`.
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

extension Hello: WireBody {
  public static var bodyLength: Int { 6 }

  public func encode(into body: inout Payload) {
    body.setByte(0, major)
    body.setByte(1, minor)
    body.setUInt32(2, nonce)
  }

  public init(decoding body: borrowing Payload) throws(FieldRefusal) {
    self.init(
      major: body.byte(0),
      minor: body.byte(1),
      nonce: body.uint32(2))
  }
}
