// SPDX-License-Identifier: Apache-2.0

/// Asks for a burst of 1…255 raw samples.
public struct RawRequest: Hashable, Sendable, BitwiseCopyable {
  public var channel: RawChannel
  public var count: UInt8
  public init(channel: RawChannel, count: UInt8) {
    self.channel = channel
    self.count = count
  }
}

extension RawRequest: WireBody {
  public static var bodyLength: Int { 2 }

  public func encode(into body: inout Payload) {
    body.setByte(0, channel.rawValue)
    body.setByte(1, count)
  }

  public init(decoding body: borrowing Payload) throws(FieldRefusal) {
    guard let channel = RawChannel(rawValue: body.byte(0)) else {
      throw FieldRefusal(offset: 0)
    }
    let count = try body.nonZeroByte(1)
    self.init(
      channel: channel,
      count: count)
  }
}
